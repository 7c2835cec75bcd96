using System.Diagnostics;
using System.Diagnostics.Metrics;
using Text2Llm.Protos.V1;
using Text2Llm.Proxy.Metering;

namespace Text2Llm.Proxy.Telemetry;

/// <summary>
/// The proxy's metrics and spans of chats. They tell the provider, the model where the installation names it, how long and how much:
/// nothing that a caller wrote, and not who called.
/// </summary>
internal sealed class ChatTelemetry
{
    /// <summary>The name of the meter, and of the source of spans.</summary>
    public const string Name = "Text2Llm.Proxy";

    private static readonly ActivitySource Spans = new(Name);

    private readonly TimeProvider _time;
    private readonly Histogram<double> _duration;
    private readonly Histogram<double> _firstChunk;
    private readonly Histogram<long> _tokens;
    private readonly Histogram<double> _quota;
    private readonly UpDownCounter<long> _streams;
    private readonly Counter<long> _retries;

    public ChatTelemetry(IMeterFactory meters, TimeProvider time)
    {
        _time = time;
        var meter = meters.Create(Name);
        _duration = Histogram("gen_ai.client.operation.duration", "s", "Calls to providers, to their end.", GenAIConventions.DurationBounds);
        _firstChunk = Histogram(
            "gen_ai.client.operation.time_to_first_chunk", "s", "Until a provider's stream began to say something.", GenAIConventions.WaitBounds);
        _tokens = Histogram("gen_ai.client.token.usage", "{token}", "Tokens of a call, as its provider counted them.", GenAIConventions.TokenBounds);
        _quota = Histogram("text2llm.proxy.quota.duration", "s", "Until the limits were checked.", GenAIConventions.WaitBounds);
        _streams = meter.CreateUpDownCounter<long>("text2llm.proxy.active_streams", "{stream}", "Streams from providers that are under way.");
        _retries = meter.CreateCounter<long>("text2llm.proxy.provider.retries", "{retry}", "Calls to providers that were made once more.");

        Histogram<T> Histogram<T>(string name, string unit, string description, T[] bounds)
            where T : struct =>
            meter.CreateHistogram(name, unit, description, tags: null, new InstrumentAdvice<T> { HistogramBucketBoundaries = bounds });
    }

    /// <summary>A call to a provider begins.</summary>
    public ProviderCallTelemetry Begin(MeteredCall call) => new(this, CallTags.Of(call), call.IsStreamed);

    /// <summary>A decision on a call is asked for; disposing what is returned says that it is there.</summary>
    public QuotaDecision AskQuota() => new(this, _time.GetTimestamp());

    internal long Now() => _time.GetTimestamp();

    internal static Activity? StartSpan(CallTags tags)
    {
        var span = Spans.StartActivity($"{tags.Operation} {tags.Model}", ActivityKind.Client);
        if (span is not null)
        {
            foreach (var (name, value) in tags.ToTagList())
            {
                span.SetTag(name, value);
            }
        }

        return span;
    }

    internal void StreamsChanged(CallTags tags, int by) => _streams.Add(by, tags.Provider);

    internal void Retried(CallTags tags) => _retries.Add(1, tags.Provider);

    internal void FirstChunk(CallTags tags, long began) => _firstChunk.Record(SecondsSince(began), tags.ToTagList());

    /// <summary>Records a call's end. Tokens that we only guess are left out: the conventions want the provider's count.</summary>
    internal void Ended(CallTags tags, long began, TokenUsage usage, string? error)
    {
        var list = tags.ToTagList();
        if (!usage.Estimated)
        {
            _tokens.Record(usage.InputTokens, [.. list, new(GenAIConventions.TokenType, "input")]);
            _tokens.Record(usage.OutputTokens, [.. list, new(GenAIConventions.TokenType, "output")]);
        }

        if (error is not null)
        {
            list.Add(GenAIConventions.ErrorType, error);
        }

        _duration.Record(SecondsSince(began), list);
    }

    private double SecondsSince(long began) => _time.GetElapsedTime(began).TotalSeconds;

    /// <summary>The time that one decision takes.</summary>
    internal readonly struct QuotaDecision(ChatTelemetry telemetry, long asked) : IDisposable
    {
        public void Dispose() => telemetry._quota.Record(telemetry.SecondsSince(asked));
    }
}
