using System.Text.Json;
using Text2Llm.Protos.V1;

namespace Text2Llm.Proxy.Providers.OpenAI.Requests;

/// <summary>
/// Writes former thoughts as <c>reasoning_details</c>, each as it came. Thoughts without a seal are left out: a provider that seals refuses
/// them.
/// </summary>
internal static class ReasoningDetailsWriter
{
    public static void Write(Utf8JsonWriter json, IReadOnlyList<ContentPart> parts)
    {
        var details = parts.Where(part => part.Thinking is not null)
            .Select(part => (part.Thinking, Detail: Seal.Read(part.Thinking.RedactedData.Length > 0 ? part.Thinking.RedactedData : part.Signature)))
            .Where(thought => thought.Detail is { } detail && TypeOf(detail) is not null)
            .ToList();
        if (details.Count == 0)
        {
            return;
        }

        json.WriteStartArray("reasoning_details");
        foreach (var (thinking, detail) in details)
        {
            json.WriteStartObject();
            foreach (var member in detail!.Value.EnumerateObject())
            {
                member.WriteTo(json);
            }

            if (thinking.RedactedData.Length == 0)
            {
                json.WriteString(TypeOf(detail.Value) == "reasoning.summary" ? "summary" : "text", thinking.Text);
            }

            json.WriteEndObject();
        }

        json.WriteEndArray();
    }

    private static string? TypeOf(JsonElement detail) =>
        detail.TryGetProperty("type", out var type) && JsonText.Read(type) is var name && name.StartsWith("reasoning.", StringComparison.Ordinal)
            ? name
            : null;
}
