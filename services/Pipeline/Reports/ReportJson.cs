using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;

namespace Text2Llm.Pipeline.Reports;

/// <summary>How reports, rejects and what stages tell each other are written as JSON.</summary>
internal static class ReportJson
{
    public static readonly JsonSerializerOptions Lines = new(JsonSerializerDefaults.Web)
    {
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        Converters = { new JsonStringEnumConverter(JsonNamingPolicy.CamelCase) },
        DefaultIgnoreCondition = JsonIgnoreCondition.Never,
        TypeInfoResolver = JsonTypeInfoResolver.Combine(ReportTypes.Default, new DefaultJsonTypeInfoResolver()),
    };

    public static readonly JsonSerializerOptions Indented = new(Lines) { WriteIndented = true, NewLine = "\n" };

    private static readonly JsonSerializerOptions WithoutNulls = new(Lines) { DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull };

    /// <summary>An object's members and its end, without its beginning: what stands on a line behind other members.</summary>
    public static byte[] MembersOf<T>(T value) => JsonSerializer.SerializeToUtf8Bytes(value, WithoutNulls)[1..];
}
