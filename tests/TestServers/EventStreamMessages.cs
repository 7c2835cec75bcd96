using System.Buffers.Binary;
using System.IO.Hashing;
using System.Text;

namespace Text2Llm.TestServers;

/// <summary>Writes messages of Amazon's event stream.</summary>
public static class EventStreamMessages
{
    /// <summary>An event of this type with this payload.</summary>
    public static byte[] Event(string type, string payload) => Message("event", type, payload);

    /// <summary>A message of this kind: <c>event</c> or <c>exception</c>.</summary>
    public static byte[] Message(string kind, string type, string payload)
    {
        byte[] headers = [.. Header($":{kind}-type", type), .. Header(":content-type", "application/json"), .. Header(":message-type", kind)];
        var body = Encoding.UTF8.GetBytes(payload);
        byte[] prelude = [.. Number(16 + headers.Length + body.Length), .. Number(headers.Length)];
        byte[] message = [.. prelude, .. Checksum(prelude), .. headers, .. body];
        return [.. message, .. Checksum(message)];
    }

    private static byte[] Header(string name, string value)
    {
        var text = Encoding.UTF8.GetBytes(value);
        return [(byte)name.Length, .. Encoding.UTF8.GetBytes(name), 7, .. Number(text.Length)[2..], .. text];
    }

    private static byte[] Checksum(byte[] bytes) => Number(unchecked((int)Crc32.HashToUInt32(bytes)));

    private static byte[] Number(int number)
    {
        var bytes = new byte[4];
        BinaryPrimitives.WriteInt32BigEndian(bytes, number);
        return bytes;
    }
}
