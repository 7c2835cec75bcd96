using System.Buffers.Binary;
using System.Text;

namespace Text2Llm.Proxy.Providers.Bedrock;

/// <summary>One message of Amazon's event stream.</summary>
/// <param name="Kind"><c>event</c>, <c>exception</c> or <c>error</c>.</param>
/// <param name="Type">Which event, exception or error it is, for instance <c>contentBlockDelta</c>.</param>
/// <param name="ErrorMessage">What an error says; empty for the others, whose payload tells.</param>
/// <param name="Payload">Its JSON. Good only while the message is being taken.</param>
internal sealed record EventStreamMessage(string Kind, string Type, string ErrorMessage, ReadOnlyMemory<byte> Payload)
{
    private const byte StringType = 7;

    /// <summary>Reads a message's headers: each a name, a type and a value, both texts preceded by their length.</summary>
    /// <exception cref="ProviderFaultException">They are damaged.</exception>
    public static EventStreamMessage Read(ReadOnlySpan<byte> headers, ReadOnlyMemory<byte> payload)
    {
        var (kind, type, error) = ("", "", "");
        while (!headers.IsEmpty)
        {
            var name = Encoding.UTF8.GetString(Take(ref headers, Take(ref headers, 1)[0]));
            var valueType = Take(ref headers, 1)[0];
            var value = Take(ref headers, ValueLength(valueType, ref headers));
            if (valueType != StringType)
            {
                continue;
            }

            switch (name)
            {
                case ":message-type":
                    kind = Encoding.UTF8.GetString(value);
                    break;
                case ":event-type" or ":exception-type" or ":error-code":
                    type = Encoding.UTF8.GetString(value);
                    break;
                case ":error-message":
                    error = Encoding.UTF8.GetString(value);
                    break;
            }
        }

        return new EventStreamMessage(kind, type, error, payload);
    }

    /// <summary>A message that does not hold what it says it holds.</summary>
    public static ProviderFaultException Damaged() => new("The provider sent a damaged message in its event stream.");

    /// <summary>The bytes of a header's value; those of varying length begin with it.</summary>
    private static int ValueLength(byte type, ref ReadOnlySpan<byte> headers) => type switch
    {
        0 or 1 => 0, // true, false
        2 => 1, // byte
        3 => 2, // short
        4 => 4, // integer
        5 or 8 => 8, // long, timestamp
        6 or StringType => BinaryPrimitives.ReadUInt16BigEndian(Take(ref headers, 2)), // bytes, text
        9 => 16, // UUID
        _ => throw Damaged(),
    };

    private static ReadOnlySpan<byte> Take(ref ReadOnlySpan<byte> bytes, int count)
    {
        if (count > bytes.Length)
        {
            throw Damaged();
        }

        var taken = bytes[..count];
        bytes = bytes[count..];
        return taken;
    }
}
