using System.Text;
using BenchmarkDotNet.Attributes;
using Text2Llm.Benchmarks.Upstream;
using Text2Llm.Proxy.Sse;

namespace Text2Llm.Benchmarks.Micro;

/// <summary>Finding where events end, in a read of sixteen events.</summary>
public class SseScan
{
    private const int Events = 16;
    private const int MaxEventBytes = 1024 * 1024;
    private readonly byte[] _read = Encoding.UTF8.GetBytes(string.Concat(Enumerable.Repeat(Encoding.UTF8.GetString(Answers.Event().Bytes), Events)));
    private readonly SseFramer _framer = new(MaxEventBytes);

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
}
