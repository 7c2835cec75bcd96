using System.Text.Json.Serialization;
using Text2Llm.Pipeline.Records;

namespace Text2Llm.Pipeline.Reports;

/// <summary>A line of the rejects file: a record that was rejected, or a file that could not be read to its end.</summary>
/// <param name="File">The file, relative to the source's base.</param>
/// <param name="Line">The line on which the record begins; null for a file.</param>
/// <param name="Reason">The reason's name.</param>
/// <param name="Detail">What was found, in words.</param>
internal sealed record Reject(
    string File, [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] long? Line, string Reason, string Detail)
{
    public static Reject OfRecord(string file, long line, Rejection rejection) => new(file, line, rejection.Reason, rejection.Detail);

    public static Reject OfFile(string file, Rejection rejection) => new(file, null, rejection.Reason, rejection.Detail);
}
