using System.Buffers;
using System.Buffers.Binary;
using System.IO.Hashing;
using System.Runtime.CompilerServices;
using Text2Llm.Protos.V1;

namespace Text2Llm.Proxy.Providers.Bedrock;

/// <summary>
/// Reads an answer that comes as Amazon's event stream: binary messages of a prelude (their length, that of their headers, and a checksum,
/// four bytes each, big end first), headers, a payload, and a checksum over it all.
/// </summary>
internal static class EventStreamAnswer
{
    /// <summary>The media type of Amazon's event stream.</summary>
    public const string MediaType = "application/vnd.amazon.eventstream";

    /// <summary>The most bytes that one message may have.</summary>
    public const int MaxMessageBytes = SseAnswer.MaxEventBytes;

    private const int PreludeBytes = 12;
    private const int ChecksumBytes = 4;

    /// <summary>Hands each message to the translator, and gives what it makes of them.</summary>
    /// <exception cref="ProviderFaultException">The stream ends within a message, or a message is damaged.</exception>
    /// <exception cref="InvalidDataException">A message is larger than <see cref="MaxMessageBytes"/>.</exception>
    public static async IAsyncEnumerable<StreamChatResponse> ReadAsync(
        Stream answer, ConverseTranslator translator, [EnumeratorCancellation] CancellationToken cancel)
    {
        var prelude = new byte[PreludeBytes];
        List<StreamChatResponse> steps = [];
        bool hasMore;
        do
        {
            steps.Clear();
            var read = await answer.ReadAtLeastAsync(prelude, PreludeBytes, throwOnEndOfStream: false, cancel);
            hasMore = read > 0;
            if (hasMore)
            {
                await TakeMessageAsync(answer, prelude.AsMemory(0, read), translator, steps, cancel);
            }
            else
            {
                translator.End(steps);
            }

            foreach (var step in steps)
            {
                yield return step;
            }
        }
        while (hasMore);
    }

    private static async Task TakeMessageAsync(
        Stream answer, ReadOnlyMemory<byte> prelude, ConverseTranslator translator, List<StreamChatResponse> steps, CancellationToken cancel)
    {
        var (length, headersLength) = ReadPrelude(prelude.Span);
        var buffer = ArrayPool<byte>.Shared.Rent(length);
        try
        {
            prelude.CopyTo(buffer);
            var rest = buffer.AsMemory(PreludeBytes, length - PreludeBytes);
            if (await answer.ReadAtLeastAsync(rest, rest.Length, throwOnEndOfStream: false, cancel) < rest.Length)
            {
                throw EndedEarly();
            }

            CheckSum(buffer.AsSpan(0, length));
            var headers = rest.Span[..headersLength];
            translator.Take(EventStreamMessage.Read(headers, rest[headersLength..^ChecksumBytes]), steps);
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer, clearArray: true);
        }
    }

    /// <summary>The lengths that a prelude tells: of the message, and of its headers.</summary>
    private static (int Length, int HeadersLength) ReadPrelude(ReadOnlySpan<byte> prelude)
    {
        if (prelude.Length < PreludeBytes)
        {
            throw EndedEarly();
        }

        CheckSum(prelude);
        var length = BinaryPrimitives.ReadUInt32BigEndian(prelude);
        var headersLength = BinaryPrimitives.ReadUInt32BigEndian(prelude[4..]);
        if (length > MaxMessageBytes)
        {
            throw new InvalidDataException($"A message of an event stream is larger than {MaxMessageBytes} bytes.");
        }

        return length >= PreludeBytes + ChecksumBytes && headersLength <= length - PreludeBytes - ChecksumBytes
            ? ((int)length, (int)headersLength)
            : throw EventStreamMessage.Damaged();
    }

    /// <summary>Checks that bytes end in their own checksum.</summary>
    private static void CheckSum(ReadOnlySpan<byte> bytes)
    {
        if (Crc32.HashToUInt32(bytes[..^ChecksumBytes]) != BinaryPrimitives.ReadUInt32BigEndian(bytes[^ChecksumBytes..]))
        {
            throw EventStreamMessage.Damaged();
        }
    }

    private static ProviderFaultException EndedEarly() => new("The provider ended the answer before it was complete.");
}
