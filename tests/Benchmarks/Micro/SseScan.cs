using System.Text;
using BenchmarkDotNet.Attributes;
using Text2Llm.Benchmarks.Upstream;
using Text2Llm.Proxy.Providers.OpenAI;
using Text2Llm.Proxy.Sse;

namespace Text2Llm.Benchmarks.Micro;

/// <summary>What is done with each event of a stream that passes untranslated.</summary>
public class SseScan
{
    private const int Events = 16;
    private const int MaxEventBytes = 1024 * 1024;
    private readonly byte[] _read = Encoding.UTF8.GetBytes(string.Concat(Enumerable.Repeat(Encoding.UTF8.GetString(Answers.Event().Bytes), Events)));
    private readonly SseFramer _framer = new(MaxEventBytes);

    private readonly byte[] _data = Answers.Event().Bytes["data: ".Length..];

    /// <summary>Finding where events end, in a read of sixteen, for each.</summary>
    [Benchmark(OperationsPerInvoke = Events)]
    public int FrameEvents()
    {
        var ended = 0;
        for (var rest = _read.AsSpan(); !rest.IsEmpty;)
        {
            ended += _framer.TryRead(rest, out var consumed) ? 1 : 0;
            rest = rest[consumed..];
        }

        return ended;
    }

    /// <summary>Reading in one event what metering needs.</summary>
    [Benchmark]
    public long ScanEvent() => ChatCompletionScan.Read(_data).WrittenBytes;
}
