using System.Text;
using System.Text.Json;
using CsCheck;
using Text2Llm.Proxy.Providers.OpenAI;

namespace Text2Llm.Proxy.Tests.Chat.Passed;

/// <summary>The scan that reads along finds what a plain reading of the document finds.</summary>
public sealed class ChatCompletionScanTests
{
    private static readonly string[] Names =
        ["choices", "usage", "x_groq", "error", "delta", "message", "role", "id", "type", "content", "tool_calls", "prompt_tokens", "r\\u006fle"];

    [Fact]
    public void Read_AnyDocument_FindsWhatAPlainReadingFinds() => Documents().Sample(
        text =>
        {
            var scan = ChatCompletionScan.Read(Encoding.UTF8.GetBytes(text));
            var plain = Plain.Read(JsonElement.Parse(text));
            return (scan.WrittenBytes, scan.HasChoices, scan.IsError) == (plain.Written, plain.HasChoices, plain.IsError)
                && Encoding.UTF8.GetString(scan.Usage) == plain.Usage;
        },
        iter: 20_000);

    [Theory]
    [InlineData("""{"x_groq":{"usage":{"a":1}},"usage":null}""", """{"a":1}""")]
    [InlineData("""{"x_groq":{"usage":{"a":1}},"usage":{"b":2}}""", """{"b":2}""")]
    [InlineData("""{"usage":{"b":2},"x_groq":{"usage":{"a":1}}}""", """{"b":2}""")]
    [InlineData("""{"usage":[{"b":2}]}""", "")]
    public void Read_Usage_IsTheTopLevelsWhereThereIsOne(string document, string usage) =>
        Encoding.UTF8.GetString(ChatCompletionScan.Read(Encoding.UTF8.GetBytes(document)).Usage).ShouldBe(usage);

    private static Gen<string> Documents()
    {
        var leaf = OneOf("null", "true", "0", "\"\"", "\"text\"", "\"ü\\n\"", "{}", "[]");
        var value = Enumerable.Range(0, 4).Aggregate(leaf, (inner, _) => Gen.Frequency(
            (2, leaf),
            (3, Gen.Select(OneOf(Names), inner, (name, item) => $"\"{name}\":{item}").Array[0, 3].Select(Object)),
            (2, inner.Array[0, 3].Select(items => $"[{string.Join(',', items)}]"))));
        return Gen.Select(OneOf(Names), value, (name, item) => $"\"{name}\": {item}").Array[0, 5].Select(Object);
    }

    private static Gen<string> OneOf(params string[] texts) => Gen.OneOf([.. texts.Select(Gen.Const)]);

    private static string Object(string[] members) => $"{{{string.Join(',', members.DistinctBy(member => member.Split(':')[0]))}}}";

    /// <summary>The same, read at leisure.</summary>
    private sealed record Plain(long Written, string Usage, bool HasChoices, bool IsError)
    {
        public static Plain Read(JsonElement root)
        {
            var choices = Member(root, "choices") is { ValueKind: JsonValueKind.Array } array ? array.EnumerateArray().ToList() : [];
            var usage = new[] { Member(root, "usage"), Member(Member(root, "x_groq"), "usage") }
                .FirstOrDefault(found => found is { ValueKind: JsonValueKind.Object });
            return new(
                choices.Sum(choice => Members(choice)
                    .Where(member => member.Name is "delta" or "message" && member.Value.ValueKind == JsonValueKind.Object)
                    .Sum(member => Strings(member.Value))),
                usage?.GetRawText() ?? "",
                choices.Count > 0,
                Member(root, "error") is { ValueKind: not JsonValueKind.Null });
        }

        /// <summary>Bytes of the strings below; those of a label, or of a list of labels, are none.</summary>
        private static long Strings(JsonElement value, bool isLabel = false) => value.ValueKind switch
        {
            JsonValueKind.Object => Members(value).Sum(member => Strings(member.Value, member.Name is "role" or "id" or "type")),
            JsonValueKind.Array => value.EnumerateArray().Sum(item => Strings(item, isLabel)),
            JsonValueKind.String when !isLabel => Encoding.UTF8.GetByteCount(value.GetRawText()) - 2,
            _ => 0,
        };

        private static List<JsonProperty> Members(JsonElement value) =>
            value.ValueKind == JsonValueKind.Object ? [.. value.EnumerateObject()] : [];

        private static JsonElement? Member(JsonElement? value, string name) =>
            value is { ValueKind: JsonValueKind.Object } members && members.TryGetProperty(name, out var found) ? found : null;
    }
}
