using System.Diagnostics;
using System.Globalization;
using Text2Llm.Protos.V1;

namespace Text2Llm.Proxy.Telemetry;

/// <summary>Measures one call to a provider. It is told what happens, and records it at the end. Not for several threads at once.</summary>
internal sealed class ProviderCallTelemetry
{
    /// <summary>The error of a call whose caller left.</summary>
    public const string CallerLeft = "CALLER_LEFT";

    private readonly ChatTelemetry _telemetry;
    private readonly CallTags _tags;
    private readonly bool _isStreamed;
    private readonly long _began;
    private readonly Activity? _span;

    internal ProviderCallTelemetry(ChatTelemetry telemetry, CallTags tags, bool isStreamed)
    {
        (_telemetry, _tags, _isStreamed, _began) = (telemetry, tags, isStreamed, telemetry.Now());
        _span = ChatTelemetry.StartSpan(tags);
        ChangeStreams(1);
    }

    /// <summary>Why the call failed: an <see cref="ServiceDefaults.Errors.ErrorReason"/>, the provider's status, or <see cref="CallerLeft"/>; null where it did not.</summary>
    public string? Error { get; private set; }

    /// <summary>How often the call was made once more.</summary>
    public int Retries { get; private set; }

    /// <summary>The provider's answer has this status; one that is no success is the call's error.</summary>
    public void Answered(int status, bool isSuccess)
    {
        _span?.SetTag(GenAIConventions.StatusCode, status);
        if (!isSuccess)
        {
            Error = status.ToString(CultureInfo.InvariantCulture);
        }
    }

    /// <summary>The call is made once more; an error of before is none.</summary>
    public void Retried()
    {
        Error = null;
        Retries++;
        _telemetry.Retried(_tags);
    }

    /// <summary>The model began to say something.</summary>
    public void Spoke()
    {
        if (_isStreamed)
        {
            _telemetry.FirstChunk(_tags, _began);
        }
    }

    /// <summary>The call failed, with this <see cref="ServiceDefaults.Errors.ErrorReason"/>; the first error stays.</summary>
    public void Failed(string reason) => Error ??= reason;

    /// <summary>The call is over.</summary>
    /// <param name="usage">What it used.</param>
    /// <param name="isComplete">Whether the answer came to its end. Where it did not, and nothing failed, the caller left.</param>
    public void Ended(TokenUsage usage, bool isComplete)
    {
        Error ??= isComplete ? null : CallerLeft;
        _telemetry.Ended(_tags, _began, usage, Error);
        ChangeStreams(-1);
        if (_span is null)
        {
            return;
        }

        if (!usage.Estimated)
        {
            _span.SetTag(GenAIConventions.InputTokens, usage.InputTokens).SetTag(GenAIConventions.OutputTokens, usage.OutputTokens);
        }

        if (Error is not null)
        {
            _span.SetTag(GenAIConventions.ErrorType, Error).SetStatus(ActivityStatusCode.Error);
        }

        _span.Dispose();
    }

    private void ChangeStreams(int by)
    {
        if (_isStreamed)
        {
            _telemetry.StreamsChanged(_tags, by);
        }
    }
}
