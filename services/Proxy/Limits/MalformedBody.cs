using System.Text.Json;
using Text2Llm.ServiceDefaults.Errors;

namespace Text2Llm.Proxy.Limits;

/// <summary>What a caller is told whose body is no JSON.</summary>
internal static class MalformedBody
{
    /// <summary>Reads a body.</summary>
    /// <exception cref="CallException">It is no JSON, is nested deeper than 64 levels, or holds text that is not valid Unicode.</exception>
    public static T Judge<T>(ReadOnlySpan<byte> body, Reading<T> read)
    {
        try
        {
            return read(body);
        }
        catch (JsonException malformed)
        {
            throw new CallException(CallError.Invalid(
                $"The body is not valid JSON of at most 64 levels: line {malformed.LineNumber + 1}, byte {malformed.BytePositionInLine + 1}."));
        }
        catch (InvalidOperationException)
        {
            throw new CallException(CallError.Invalid("The body holds text that is not valid Unicode."));
        }
    }

    /// <summary>Makes something of a body's bytes.</summary>
    public delegate T Reading<T>(ReadOnlySpan<byte> body);
}
