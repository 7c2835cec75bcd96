using System.Globalization;
using Grpc.Core;
using Text2Llm.Proxy.Providers;
using Text2Llm.Proxy.Switches;
using Text2Llm.Proxy.Telemetry;
using Text2Llm.ServiceDefaults.Errors;
using Text2Llm.ServiceDefaults.Shutdown;

namespace Text2Llm.Proxy.Upstream;

/// <summary>
/// One call to a provider: bound to its caller, who may leave, to a time limit that covers the whole of it, to the provider's switch, and to
/// the server, which may have to stop.
/// </summary>
internal sealed class UpstreamCall : IDisposable
{
    private const int Attempts = 3;

    private readonly HttpMessageInvoker _invoker;
    private readonly IUpstream _provider;
    private readonly ProviderKey _key;
    private readonly ProviderCallTelemetry? _telemetry;
    private readonly OnPeriod _period;
    private readonly Drain _drain;
    private readonly TimeSpan _limit;
    private readonly TimeProvider _time;
    private readonly long _began;
    private readonly CancellationToken _caller;
    private readonly CancellationTokenSource _deadline;
    private readonly CancellationTokenSource _any;

    public UpstreamCall(
        HttpMessageInvoker invoker,
        IUpstream provider,
        ProviderKey key,
        ProviderCallTelemetry? telemetry,
        OnPeriod period,
        Drain drain,
        TimeSpan limit,
        TimeProvider time,
        CancellationToken caller)
    {
        (_invoker, _provider, _key, _telemetry, _period, _drain) = (invoker, provider, key, telemetry, period, drain);
        (_limit, _time, _caller) = (limit, time, caller);
        _began = time.GetTimestamp();
        _deadline = new CancellationTokenSource(limit, time);
        _any = CancellationTokenSource.CreateLinkedTokenSource(_deadline.Token, caller, period.Aborted, drain.Cut);
    }

    /// <summary>
    /// Cancelled when the caller leaves, the time is up, the provider is switched off with its calls, or the server cannot wait any longer.
    /// </summary>
    public CancellationToken Cancel => _any.Token;

    /// <summary>How often the provider was asked again.</summary>
    public int Retries { get; private set; }

    /// <summary>
    /// Sends a request; returns when the answer's headers are here. A provider that is busy or out of reach is asked again, as long as that
    /// can help within the time limit; its last answer counts.
    /// </summary>
    /// <param name="create">Makes the request anew for each attempt.</param>
    /// <exception cref="CallException">The provider could not be reached, or not in time.</exception>
    public async Task<HttpResponseMessage> SendAsync(Func<HttpRequestMessage> create)
    {
        while (true)
        {
            TimeSpan? wait;
            try
            {
                using var request = create();
                var answer = await _invoker.SendAsync(request, Cancel);
                _telemetry?.Answered((int)answer.StatusCode, answer.IsSuccessStatusCode);
                wait = RetryRule.MayHelp(answer.StatusCode) ? NextWait(answer) : null;
                if (wait is null)
                {
                    // Its answer may be long in coming; what was asked is needed no more, and the answer would keep it.
                    request.Content = null;
                    return Readable(answer);
                }

                answer.Dispose();
            }
            catch (Exception failure) when (IsOfConnection(failure) && (wait = NextWait(null)) is not null)
            {
                // Asked again below.
            }
            catch (Exception failure) when (Explain(failure) is { } error)
            {
                throw new CallException(error, failure);
            }

            Retries++;
            _telemetry?.Retried();
            await GuardAsync(() => WaitAsync(wait.Value));
        }
    }

    /// <summary>Takes one step of the call.</summary>
    /// <exception cref="CallException">The provider failed, or was not in time.</exception>
    public async Task<T> GuardAsync<T>(Func<Task<T>> step)
    {
        try
        {
            return await step();
        }
        catch (Exception failure) when (Explain(failure) is { } error)
        {
            throw new CallException(error, failure);
        }
    }

    /// <summary>What the caller is told of a failure of the provider's; null where it is none, or where the caller left.</summary>
    public CallError? Explain(Exception failure)
    {
        var error = ErrorOf(failure);
        if ((error ?? (failure as CallException)?.Error) is { } told)
        {
            _telemetry?.Failed(told.Reason);
        }

        return error;
    }

    public void Dispose()
    {
        _any.Dispose();
        _deadline.Dispose();
    }

    private CallError? ErrorOf(Exception failure) => failure switch
    {
        OperationCanceledException when _caller.IsCancellationRequested => null,
        OperationCanceledException when _period.Error is { } disabled => disabled,
        OperationCanceledException when _drain.Cut.IsCancellationRequested => CutOff(),
        OperationCanceledException when _deadline.IsCancellationRequested => TimedOut(),
        ProviderFaultException fault => Fault(_key.RedactMessage(fault.Message)),
        InvalidDataException => Fault("The provider sent an answer that cannot be read."),
        HttpRequestException or IOException or OperationCanceledException => Unreachable(),
        _ => null,
    };

    /// <summary>The answer, unless it is compressed: nobody asked for that, so nobody could read it.</summary>
    private static HttpResponseMessage Readable(HttpResponseMessage answer)
    {
        if (answer.Content.Headers.ContentEncoding.All(encoding => encoding.Equals("identity", StringComparison.OrdinalIgnoreCase)))
        {
            return answer;
        }

        answer.Dispose();
        throw new ProviderFaultException("The provider sent a compressed answer, for which it was not asked.");
    }

    /// <summary>Whether the provider was not reached, or broke off without a word; a connection not made in time counts too.</summary>
    private bool IsOfConnection(Exception failure) =>
        !Cancel.IsCancellationRequested && failure is HttpRequestException or OperationCanceledException;

    /// <summary>How long to wait before the next attempt; null where there is to be none.</summary>
    private TimeSpan? NextWait(HttpResponseMessage? answer)
    {
        if (Retries >= Attempts - 1 || Cancel.IsCancellationRequested)
        {
            return null;
        }

        var wait = RetryRule.WaitBefore(Retries + 1, answer, _time.GetUtcNow());
        return wait <= RetryRule.LongestWait && wait < _limit - _time.GetElapsedTime(_began) ? wait : null;
    }

    private async Task<bool> WaitAsync(TimeSpan wait)
    {
        await Task.Delay(wait, _time, Cancel);
        return true;
    }

    private CallError TimedOut() => new(
        ErrorReason.ProviderTimeout,
        $"{_provider.DisplayName} did not finish within {_limit.TotalSeconds.ToString("0.#", CultureInfo.InvariantCulture)} seconds.",
        StatusCodes.Status504GatewayTimeout,
        StatusCode.DeadlineExceeded);

    private static CallError CutOff() => new(
        ErrorReason.ServerShuttingDown,
        "This server is shutting down and could not wait for the end of the answer; call again.",
        StatusCodes.Status503ServiceUnavailable,
        StatusCode.Unavailable)
    {
        RetryAfter = TimeSpan.FromSeconds(1),
    };

    private CallError Unreachable() => new(
        ErrorReason.ProviderUnreachable,
        $"{_provider.DisplayName} cannot be reached, or broke the connection off.",
        StatusCodes.Status502BadGateway,
        StatusCode.Unavailable);

    private static CallError Fault(string message) =>
        new(ErrorReason.ProviderError, message, StatusCodes.Status502BadGateway, StatusCode.Unavailable);
}
