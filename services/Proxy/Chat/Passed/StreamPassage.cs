using System.Buffers;
using System.Text.Json;
using Text2Llm.Proxy.Metering;
using Text2Llm.Proxy.Providers;
using Text2Llm.Proxy.Providers.OpenAI;
using Text2Llm.Proxy.Sse;
using Text2Llm.ServiceDefaults.Errors;

namespace Text2Llm.Proxy.Chat.Passed;

/// <summary>
/// Passes a stream of server-sent events. An event goes out the moment it is whole, its bytes untouched; so a stream that breaks off never
/// leaves half an event behind.
/// </summary>
/// <param name="meter">Counts along.</param>
/// <param name="hidesUsage">Whether to hold back the usage chunk, because the proxy asked for it and the caller did not.</param>
internal sealed class StreamPassage(UsageMeter meter, bool hidesUsage) : AnswerPassage
{
    private readonly SseFramer _framer = new(SseAnswer.MaxEventBytes);
    private readonly RentedBytes _outgoing = new();
    private readonly RentedBytes _unfinished = new();

    public override async Task PassAsync(Stream source, Stream caller, CancellationToken cancel)
    {
        while (true)
        {
            // Waiting with no buffer: an idle stream holds none.
            _ = await source.ReadAsync(Memory<byte>.Empty, cancel);
            var buffer = ArrayPool<byte>.Shared.Rent(ReadBytes);
            try
            {
                var read = await source.ReadAsync(buffer, cancel);
                if (read == 0)
                {
                    break;
                }

                Frame(buffer.AsSpan(0, read));
            }
            finally
            {
                ArrayPool<byte>.Shared.Return(buffer, clearArray: true);
            }

            if (_outgoing.Count > 0)
            {
                await caller.WriteAsync(_outgoing.Memory, cancel);
                await caller.FlushAsync(cancel);
                _outgoing.Clear();
            }
        }

        // A provider may end without the last blank line.
        if (!_framer.TryEnd() || !Count(_framer.Data) || !hidesUsage)
        {
            await caller.WriteAsync(_unfinished.Memory, cancel);
        }

        meter.Completed();
    }

    public override ReadOnlyMemory<byte>? ErrorEvent(CallError error) => HttpErrors.ToEvent(error);

    private void Frame(ReadOnlySpan<byte> bytes)
    {
        int consumed;
        for (; _framer.TryRead(bytes, out consumed); bytes = bytes[consumed..])
        {
            if (!_framer.HasData || !Count(_framer.Data) || !hidesUsage)
            {
                _outgoing.Write(_unfinished.Span);
                _outgoing.Write(bytes[..consumed]);
            }

            _unfinished.Clear();
        }

        _unfinished.Write(bytes[..consumed]);
    }

    /// <summary>Counts one event; true where it is the usage chunk.</summary>
    private bool Count(ReadOnlySpan<byte> data)
    {
        if (data.SequenceEqual("[DONE]"u8))
        {
            return false;
        }

        try
        {
            var scan = ChatCompletionScan.Read(data);
            meter.Written(scan.WrittenBytes);
            if (ChatCompletionUsage.Read(scan.Usage) is { } usage)
            {
                meter.Reported(usage);
            }

            return scan.IsUsageOnly;
        }
        catch (JsonException)
        {
            // Not ours to judge: the caller gets it as it is, and its length is counted.
            meter.Written(data.Length);
            return false;
        }
    }
}
