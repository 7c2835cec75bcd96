using System.Text.Json;
using System.Text.RegularExpressions;
using Microsoft.ML.Tokenizers;

namespace Text2Llm.Pipeline.Tokens;

/// <summary>
/// Reads a tokenizer.json of Hugging Face whose model is a byte-level BPE, as those of GPT-2, Llama 3, Qwen and Mistral Nemo are. Tokens that
/// were added to it count as text.
/// </summary>
internal static class HuggingFaceTokenizer
{
    // What a ByteLevel pre-tokenizer divides by where it has use_regex: GPT-2's pattern.
    private const string Gpt2Pattern = @"'s|'t|'re|'ve|'m|'ll|'d| ?\p{L}+| ?\p{N}+| ?[^\s\p{L}\p{N}]+|\s+(?!\S)|\s+";

    private const string OtherFile = "use the SentencePiece .model that stands beside it, o200k or cl100k";

    /// <exception cref="TokenizerFileException">The model is of another kind.</exception>
    /// <exception cref="JsonException">The file is not JSON.</exception>
    /// <exception cref="InvalidDataException">A part of it is missing, or is not what it should be; the message says which.</exception>
    public static TokenCounter Read(byte[] file)
    {
        using var json = JsonDocument.Parse(file);
        var root = json.RootElement;
        var model = Member(root, "model", "model", JsonValueKind.Object);
        if (TypeOf(model) is var type and not "BPE")
        {
            throw new TokenizerFileException($"has a model of type {type}, but only BPE is read from a tokenizer.json; {OtherFile}");
        }

        var steps = Steps(root);
        if (!steps.Exists(step => TypeOf(step) == "ByteLevel")
            || (IsObject(root, "normalizer", out var normalizer) && TypeOf(normalizer) != "NFC"))
        {
            throw new TokenizerFileException($"is not byte-level BPE; {OtherFile}");
        }

        var options = new BpeOptions(Vocabulary(model)) { Merges = Merges(model), ByteLevel = true, PreTokenizer = Pattern(steps) };
        return new TokenCounter(BpeTokenizer.Create(options), TokenBounds.AtMostBytes);
    }

    private static RegexPreTokenizer Pattern(List<JsonElement> steps)
    {
        var patterns = new List<string>();
        foreach (var step in steps)
        {
            switch (TypeOf(step))
            {
                case "Split" when IsObject(step, "pattern", out var pattern) && pattern.TryGetProperty("Regex", out var regex):
                    patterns.Add(regex.GetString()!);
                    break;
                case "ByteLevel":
                    if (!step.TryGetProperty("use_regex", out var uses) || uses.GetBoolean())
                    {
                        patterns.Add(Gpt2Pattern);
                    }

                    break;
                case var other:
                    throw new TokenizerFileException($"divides texts by {other}, which is not read from a tokenizer.json; {OtherFile}");
            }
        }

        return patterns is [var only]
            ? new RegexPreTokenizer(new Regex(only, RegexOptions.CultureInvariant | RegexOptions.Compiled), specialTokens: null)
            : throw new TokenizerFileException($"divides texts by {patterns.Count} patterns, of which only one is read; {OtherFile}");
    }

    // The steps that divide texts, whether they are one or a sequence.
    private static List<JsonElement> Steps(JsonElement root) =>
        !IsObject(root, "pre_tokenizer", out var first) ? []
        : TypeOf(first) == "Sequence" ? [.. first.GetProperty("pretokenizers").EnumerateArray()]
        : [first];

    private static List<KeyValuePair<string, int>> Vocabulary(JsonElement model) =>
        [.. Member(model, "vocab", "model.vocab", JsonValueKind.Object).EnumerateObject().Select(token => KeyValuePair.Create(
            token.Name,
            token.Value.ValueKind == JsonValueKind.Number && token.Value.TryGetInt32(out var number)
                ? number
                : throw new InvalidDataException($"model.vocab has no whole number for '{token.Name}'")))];

    // A merge is a text with a space in the middle, or a list of two.
    private static List<string> Merges(JsonElement model) =>
        [.. Member(model, "merges", "model.merges", JsonValueKind.Array).EnumerateArray().Select((merge, number) => merge switch
        {
            { ValueKind: JsonValueKind.String } when merge.GetString() is { } text && text.IndexOf(' ', StringComparison.Ordinal) > 0 => text,
            { ValueKind: JsonValueKind.Array } when merge.GetArrayLength() == 2 && merge.EnumerateArray().All(IsText) =>
                $"{merge[0].GetString()} {merge[1].GetString()}",
            _ => throw new InvalidDataException($"model.merges[{number}] is not two tokens"),
        })];

    private static bool IsText(JsonElement element) => element.ValueKind == JsonValueKind.String;

    private static JsonElement Member(JsonElement element, string name, string path, JsonValueKind kind) =>
        element.TryGetProperty(name, out var value) && value.ValueKind == kind
            ? value
            : throw new InvalidDataException($"{path} is missing, or is not {(kind == JsonValueKind.Object ? "an object" : "a list")}");

    private static string TypeOf(JsonElement element) =>
        element.TryGetProperty("type", out var type) && type.GetString() is { } name ? name : "unknown";

    private static bool IsObject(JsonElement element, string name, out JsonElement value) =>
        element.TryGetProperty(name, out value) && value.ValueKind == JsonValueKind.Object;
}
