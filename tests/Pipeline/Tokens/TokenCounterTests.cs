using System.Buffers;
using System.Text;
using System.Text.Json;
using CsCheck;
using Google.Protobuf;
using Microsoft.ML.Tokenizers;
using Text2Llm.Pipeline.Tokens;

namespace Text2Llm.Pipeline.Tests.Tokens;

public sealed class TokenCounterTests
{
    private static readonly Tokenizer Library = TiktokenTokenizer.CreateForEncoding("o200k_base");
    private static readonly TokenCounter O200k = Tokenizers.Load("o200k", NoFile);

    private static readonly Gen<string> Prose = Gen
        .OneOf(" ", "\n", "\n\n", "  ", "\t", "the", "Über", "don't", "12345", "1", ", ", ".", "!?", "中文", "。", "\U0001f600", "\u3000", "/", "\u0301", "x")
        .Array[0, 3000]
        .Select(string.Concat);

    [Fact]
    public void Count_TextsOfManyChunks_IsThatOfTheLibrary() =>
        Prose.Sample(text => O200k.Count(text).ShouldBe(Library.CountTokens(text)), iter: 200);

    [Fact]
    public void Count_OfCl100k_IsThatOfTheLibrary()
    {
        var (counter, library) = (Tokenizers.Load("cl100k", NoFile), TiktokenTokenizer.CreateForEncoding("cl100k_base"));
        Prose.Sample(text => counter.Count(text).ShouldBe(library.CountTokens(text)), iter: 100);
    }

    [Fact]
    public void Count_LettersWithoutEnd_TakesTimeInProportion()
    {
        // Whole, this text takes the library minutes.
        var letters = new string('a', 1_000_000);
        ((double)O200k.Count(letters)).ShouldBe(1_000_000 / 8.0, 2_000);
    }

    [Fact]
    public void IsFewer_AnyLimit_IsWhatCountingSays() => Gen.Select(Prose, Gen.Int[0, 3000]).Sample(
        (text, limit) => O200k.IsFewer(text, limit).ShouldBe(Library.CountTokens(text) < limit), iter: 300);

    [Fact]
    public void IsFewer_WordsOrBytesTell_DoesNotCount()
    {
        var counter = new TokenCounter(new Untouchable(), TokenBounds.AtMostBytes | TokenBounds.AtLeastWords | TokenBounds.Divisible);
        counter.IsFewer("one two three", 14).ShouldBeTrue();
        counter.IsFewer("one two three", 3).ShouldBeFalse();
        counter.IsFewer("\u4e2d\u4e2d", 7).ShouldBeTrue();
        Should.Throw<NotSupportedException>(() => counter.IsFewer("\u4e2d\u4e2d", 6));
    }

    [Fact]
    public void Load_TiktokenFile_CountsByIt()
    {
        var ranks = string.Concat(Enumerable.Range(0, 256).Select(value => $"{Convert.ToBase64String([(byte)value])} {value}\n"));
        var counter = Tokenizers.Load("my.tiktoken", File(ranks + $"{Convert.ToBase64String("ab"u8)} 256\n"));
        counter.Count("abab c").ShouldBe(4);
    }

    [Fact]
    public void Load_TokenizerJson_CountsByIt()
    {
        var counter = Tokenizers.Load("tokenizer.json", File(HuggingFace("BPE", """{"type": "ByteLevel", "use_regex": true}""")));

        // Its merges make of "hello hello" the words "hello" and " hello", and of other letters bytes.
        counter.Count("hello hello").ShouldBe(3);
        counter.Count("xyz").ShouldBe(3);
        counter.Count("中").ShouldBe(3);
    }

    [Fact]
    public void Load_TokenizerJsonWithItsOwnPattern_DividesByIt()
    {
        const string Single = """{"type": "Split", "pattern": {"Regex": "[a-z]"}, "behavior": "Isolated"}""";
        var counter = Tokenizers.Load("tokenizer.json", File(HuggingFace("BPE", $$"""{"type": "Sequence", "pretokenizers": [{{Single}}, {"type": "ByteLevel", "use_regex": false}]}""")));
        counter.Count("hello").ShouldBe(5);
    }

    [Fact]
    public void Load_SentencePieceModel_CountsByIt()
    {
        var counter = Tokenizers.Load("tokenizer.model", _ => new MemoryStream(SentencePiece("\u2581hello", "\u2581", "h", "e", "l", "o")));
        counter.Count("hello hello").ShouldBe(2);
        counter.Count("hole").ShouldBe(5);
    }

    [Theory]
    [InlineData("Unigram", """{"type": "ByteLevel"}""", "'tokenizer.json' has a model of type Unigram, but only BPE is read from a tokenizer.json")]
    [InlineData("BPE", """{"type": "Metaspace"}""", "'tokenizer.json' is not byte-level BPE; use the SentencePiece .model")]
    [InlineData("BPE", """{"type": "Sequence", "pretokenizers": [{"type": "Digits"}, {"type": "ByteLevel"}]}""", "'tokenizer.json' divides texts by Digits")]
    public void Load_TokenizerJsonOfAnotherKind_SaysWhatWouldBeRight(string model, string preTokenizer, string message) =>
        Should.Throw<TokenizerFileException>(() => Tokenizers.Load("tokenizer.json", File(HuggingFace(model, preTokenizer))))
            .Message.ShouldStartWith(message);

    [Theory]
    [InlineData("", "it is empty")]
    [InlineData("\r\n", "it is empty")]
    [InlineData("{}", "model is missing, or is not an object")]
    [InlineData("{\"model\":\n{\"type\": BPE}}", "it is not valid JSON from line 2, byte 10 on")]
    [InlineData("not a tokenizer\n", "line 1 is not a token in base64, a space and the token's number")]
    [InlineData("YQ== 0\nYg== 1\n\nYw== x\n", "line 4 is not a token in base64, a space and the token's number")]
    [InlineData("YQ== 0\nYg= 1\n", "line 2 is not a token in base64, a space and the token's number")]
    [InlineData("\n\u0001\u0002\u0003", "")]
    public void Load_NoTokenizer_SaysWhatIsWrongAndWhatWouldBeRight(string content, string cause)
    {
        var message = Should.Throw<TokenizerFileException>(() => Tokenizers.Load("my.file", File(content))).Message;
        message.ShouldStartWith($"'my.file' is no tokenizer that can be read: {cause}");
        message.ShouldContain("; use o200k, cl100k, a tokenizer.json");
    }

    [Theory]
    [InlineData("\"merges\": [\"h e\"", "\"merges\": [\"he\"", "model.merges[0] is not two tokens")]
    [InlineData("[\"l\", \"l\"]", "[\"l\"]", "model.merges[1] is not two tokens")]
    [InlineData("\"merges\"", "\"rules\"", "model.merges is missing, or is not a list")]
    [InlineData("\"vocab\"", "\"words\"", "model.vocab is missing, or is not an object")]
    [InlineData("\"hello\": 259", "\"hello\": \"259\"", "model.vocab has no whole number for 'hello'")]
    public void Load_TokenizerJsonThatIsDamaged_SaysWhere(string sound, string damaged, string cause)
    {
        var file = HuggingFace("BPE", """{"type": "ByteLevel"}""");
        file.ShouldContain(sound);
        Should.Throw<TokenizerFileException>(() => Tokenizers.Load("my.json", File(file.Replace(sound, damaged, StringComparison.Ordinal))))
            .Message.ShouldStartWith($"'my.json' is no tokenizer that can be read: {cause}; use o200k");
    }

    [Fact]
    public void Load_FileThatIsNotThere_SaysSo() =>
        Should.Throw<TokenizerFileException>(() => Tokenizers.Load("o300k", NoFile))
            .Message.ShouldBe("'o300k' is neither o200k nor cl100k nor a file that can be read (no such file)");

    private static string HuggingFace(string model, string preTokenizer)
    {
        // The bytes as characters, in the order of GPT-2: those that can be seen stand for themselves, the others from U+0100 on.
        var next = 0x100;
        var vocabulary = Enumerable.Range(0, 256)
            .Select(value => value is (>= 33 and <= 126) or (>= 161 and <= 172) or >= 174 ? ((char)value).ToString() : ((char)next++).ToString())
            .Concat(["he", "ll", "hell", "hello"]);
        var ids = vocabulary.Select((token, id) => $"{JsonSerializer.Serialize(token)}: {id}");
        return $$"""
            {"normalizer": null, "pre_tokenizer": {{preTokenizer}},
             "model": {"type": "{{model}}", "vocab": { {{string.Join(",", ids)}} }, "merges": ["h e", ["l", "l"], "he ll", "hell o"]} }
            """;
    }

    // A unigram model in SentencePiece's protobuf, of these pieces; longer ones are likelier.
    private static byte[] SentencePiece(params string[] pieces)
    {
        using var file = new MemoryStream();
        using (var proto = new CodedOutputStream(file))
        {
            Piece("<unk>", 0, type: 2);
            Piece("<s>", 0, type: 3);
            Piece("</s>", 0, type: 3);
            foreach (var piece in pieces)
            {
                Piece(piece, -10f / piece.Length, type: 1);
            }

            // The trainer's kind of model; the normalizer's prefix and white space.
            Message(2, [3 << 3, 1]);
            Message(3, [3 << 3, 1, 4 << 3, 1, 5 << 3, 1]);

            void Piece(string text, float score, byte type)
            {
                var utf8 = Encoding.UTF8.GetBytes(text);
                Message(1, [(1 << 3) | 2, (byte)utf8.Length, .. utf8, (2 << 3) | 5, .. BitConverter.GetBytes(score), 3 << 3, type]);
            }

            void Message(int field, byte[] content)
            {
                proto.WriteTag(field, WireFormat.WireType.LengthDelimited);
                proto.WriteBytes(ByteString.CopyFrom(content));
            }
        }

        return file.ToArray();
    }

    private static Func<string, Stream> File(string content) => _ => new MemoryStream(Encoding.UTF8.GetBytes(content));

    private static Stream NoFile(string name) => throw new FileNotFoundException("no such file");

    /// <summary>A tokenizer that cannot count.</summary>
    private sealed class Untouchable : Tokenizer
    {
        protected override EncodeResults<EncodedToken> EncodeToTokens(string? text, ReadOnlySpan<char> textSpan, EncodeSettings settings) =>
            throw new NotSupportedException();

        public override OperationStatus Decode(
            IEnumerable<int> ids, Span<char> destination, out int idsConsumed, out int charsWritten) => throw new NotSupportedException();
    }
}
