using System.Buffers;
using System.Text.Json;
using Text2Llm.Proxy.Metering;
using Text2Llm.Proxy.Providers.OpenAI;
using Text2Llm.ServiceDefaults.Errors;

namespace Text2Llm.Proxy.Chat.Passed;

/// <summary>Passes an answer that is one JSON document. Its usage is read from a copy, unless it is too long to keep one.</summary>
internal sealed class WholePassage(UsageMeter meter) : AnswerPassage
{
    private const int LongestCopy = 1024 * 1024;

    public override async Task PassAsync(Stream source, Stream caller, CancellationToken cancel)
    {
        var copy = new ArrayBufferWriter<byte>();
        var buffer = ArrayPool<byte>.Shared.Rent(ReadBytes);
        long passed = 0;
        try
        {
            int read;
            while ((read = await source.ReadAsync(buffer, cancel)) > 0)
            {
                await caller.WriteAsync(buffer.AsMemory(0, read), cancel);
                passed += read;
                if (passed <= LongestCopy)
                {
                    copy.Write(buffer.AsSpan(0, read));
                }
            }

            meter.Completed();
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer, clearArray: true);
            Count(passed <= LongestCopy ? copy.WrittenSpan : [], passed);
        }
    }

    public override ReadOnlyMemory<byte>? ErrorEvent(CallError error) => null;

    private void Count(ReadOnlySpan<byte> whole, long length)
    {
        try
        {
            var scan = whole.IsEmpty ? default : ChatCompletionScan.Read(whole);
            meter.Written(whole.IsEmpty ? length : scan.WrittenBytes);
            if (ChatCompletionUsage.Read(scan.Usage) is { } usage)
            {
                meter.Reported(usage);
            }
        }
        catch (JsonException)
        {
            // Broken off, or not what it should be: its length is all there is to go by.
            meter.Written(length);
        }
    }
}
