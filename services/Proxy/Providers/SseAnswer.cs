using System.Buffers;
using System.Runtime.CompilerServices;
using System.Runtime.ExceptionServices;
using Text2Llm.Protos.V1;
using Text2Llm.Proxy.Sse;

namespace Text2Llm.Proxy.Providers;

/// <summary>Reads an answer that comes as server-sent events.</summary>
internal static class SseAnswer
{
    /// <summary>The media type of server-sent events.</summary>
    public const string MediaType = "text/event-stream";

    /// <summary>The most bytes that one event may have.</summary>
    public const int MaxEventBytes = 1024 * 1024;

    private const int ReadBytes = 16 * 1024;

    /// <summary>Hands each event's data to the translator, and gives what it makes of them.</summary>
    /// <exception cref="InvalidDataException">An event is larger than <see cref="MaxEventBytes"/>.</exception>
    public static async IAsyncEnumerable<StreamChatResponse> ReadAsync(
        Stream answer, IAnswerTranslator translator, [EnumeratorCancellation] CancellationToken cancel)
    {
        var framer = new SseFramer(MaxEventBytes);
        List<StreamChatResponse> steps = [];
        while (true)
        {
            // Waiting with no buffer: an idle stream holds none.
            _ = await answer.ReadAsync(Memory<byte>.Empty, cancel);
            var buffer = ArrayPool<byte>.Shared.Rent(ReadBytes);
            ExceptionDispatchInfo? fault = null;
            int read;
            try
            {
                read = await answer.ReadAsync(buffer, cancel);
                fault = Translate(buffer.AsSpan(0, read), framer, translator, steps);
            }
            finally
            {
                ArrayPool<byte>.Shared.Return(buffer, clearArray: true);
            }

            foreach (var step in steps)
            {
                yield return step;
            }

            fault?.Throw();
            if (read == 0)
            {
                yield break;
            }

            steps.Clear();
        }
    }

    /// <summary>
    /// Takes the events that are whole in what has come; no bytes mean that the stream ended, perhaps without its last blank line. Returns
    /// what is wrong with an event: the steps before it are the caller's all the same.
    /// </summary>
    private static ExceptionDispatchInfo? Translate(
        ReadOnlySpan<byte> bytes, SseFramer framer, IAnswerTranslator translator, List<StreamChatResponse> steps)
    {
        try
        {
            if (bytes.IsEmpty)
            {
                End(framer, translator, steps);
            }

            for (; framer.TryRead(bytes, out var consumed); bytes = bytes[consumed..])
            {
                if (framer.HasData)
                {
                    translator.Take(framer.Data, steps);
                }
            }

            return null;
        }
        catch (Exception fault) when (fault is ProviderFaultException or InvalidDataException)
        {
            return ExceptionDispatchInfo.Capture(fault);
        }
    }

    private static void End(SseFramer framer, IAnswerTranslator translator, List<StreamChatResponse> steps)
    {
        if (framer.TryEnd())
        {
            translator.Take(framer.Data, steps);
        }

        translator.End(steps);
    }
}
