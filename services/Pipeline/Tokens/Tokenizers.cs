using System.Buffers.Text;
using System.Text.Json;
using Microsoft.ML.Tokenizers;

namespace Text2Llm.Pipeline.Tokens;

/// <summary>Finds the tokenizer that a job names.</summary>
internal static class Tokenizers
{
    private const int MaxFileBytes = 256 * 1024 * 1024;

    // From so many tokens on, a .tiktoken file is of the generation of o200k, whose pattern divides texts otherwise.
    private const int TokensOfO200k = 150_000;

    private const TokenBounds Tiktoken = TokenBounds.AtMostBytes | TokenBounds.AtLeastWords | TokenBounds.Divisible;

    /// <summary>The names of those that need no file, in words.</summary>
    public const string BuiltIn = "o200k, cl100k";

    /// <summary>Whether a name is of one that needs no file.</summary>
    public static bool IsBuiltIn(string name) => name is "o200k" or "cl100k";

    /// <summary>The counter of o200k, cl100k, or a file: a tokenizer.json, a SentencePiece model or a .tiktoken file, known by its content.</summary>
    /// <param name="name">What the job says.</param>
    /// <param name="open">Opens a file that the job names.</param>
    /// <exception cref="TokenizerFileException">There is no such file, or it is not one of these.</exception>
    public static TokenCounter Load(string name, Func<string, Stream> open) => name switch
    {
        "o200k" => new TokenCounter(TiktokenTokenizer.CreateForEncoding("o200k_base"), Tiktoken),
        "cl100k" => new TokenCounter(TiktokenTokenizer.CreateForEncoding("cl100k_base"), Tiktoken),
        _ => OfFile(name, Read(name, open)),
    };

    private static TokenCounter OfFile(string name, byte[] file)
    {
        try
        {
            return file.AsSpan().TrimStart(" \t\r\n"u8) is [(byte)'{', ..] ? HuggingFaceTokenizer.Read(file)
                : file is [0x0a, ..] ? OfSentencePiece(file)
                : OfTiktoken(file);
        }
        catch (TokenizerFileException exception)
        {
            throw new TokenizerFileException($"'{name}' {exception.Message}", exception);
        }
        catch (Exception exception) when (exception is not (OutOfMemoryException or OperationCanceledException))
        {
            // The library tells of a malformed file by exceptions of every kind.
            var cause = exception is JsonException { LineNumber: { } line, BytePositionInLine: { } at }
                ? $"it is not valid JSON from line {line + 1}, byte {at + 1} on"
                : exception.Message.TrimEnd('.');
            throw new TokenizerFileException(
                $"'{name}' is no tokenizer that can be read: {cause}; use o200k, cl100k, a tokenizer.json (byte-level BPE), a SentencePiece .model or a .tiktoken file",
                exception);
        }
    }

    // It may change the text first, by which neither words nor bytes bound its tokens.
    private static TokenCounter OfSentencePiece(byte[] file) =>
        new(
        SentencePieceTokenizer.Create(new MemoryStream(file), addBeginningOfSentence: false, addEndOfSentence: false), TokenBounds.None);

    private static TokenCounter OfTiktoken(byte[] file)
    {
        var lines = CountTokens(file);
        var like = TiktokenTokenizer.CreateForEncoding(lines >= TokensOfO200k ? "o200k_base" : "cl100k_base");
        return new TokenCounter(TiktokenTokenizer.Create(new MemoryStream(file), like.PreTokenizer, normalizer: null), Tiktoken);
    }

    // Of a line that is none, the library does not say which.
    private static int CountTokens(ReadOnlySpan<byte> file)
    {
        var (lines, tokens) = (0, 0);
        foreach (var range in file.Split((byte)'\n'))
        {
            lines++;
            var line = file[range].TrimEnd((byte)'\r');
            var space = line.IndexOf((byte)' ');
            if (space > 0 && Base64.IsValid(line[..space]) && Utf8Parser.TryParse(line[(space + 1)..], out int _, out var used) && space + 1 + used == line.Length)
            {
                tokens++;
            }
            else if (!line.IsEmpty)
            {
                throw new InvalidDataException($"line {lines} is not a token in base64, a space and the token's number");
            }
        }

        return tokens > 0 ? tokens : throw new InvalidDataException("it is empty");
    }

    private static byte[] Read(string name, Func<string, Stream> open)
    {
        try
        {
            using var file = open(name);
            using var content = new MemoryStream();
            var buffer = new byte[1 << 16];
            for (var read = file.Read(buffer); read > 0; read = file.Read(buffer))
            {
                content.Write(buffer, 0, read);
                if (content.Length > MaxFileBytes)
                {
                    throw new TokenizerFileException($"'{name}' is larger than {MaxFileBytes >> 20} MiB, the most that a tokenizer's file may have");
                }
            }

            return content.ToArray();
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw new TokenizerFileException(
                $"'{name}' is neither o200k nor cl100k nor a file that can be read ({exception.Message})", exception);
        }
    }
}
