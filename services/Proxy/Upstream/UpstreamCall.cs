using System.Globalization;
using Grpc.Core;
using Text2Llm.Proxy.Providers;
using Text2Llm.Proxy.Switches;
using Text2Llm.ServiceDefaults.Errors;

namespace Text2Llm.Proxy.Upstream;

/// <summary>
/// One call to a provider: bound to its caller, who may leave, to a time limit that covers the whole of it, and to the provider's switch.
/// </summary>
internal sealed class UpstreamCall : IDisposable
{
    private const int Attempts = 3;

    private readonly Provider _provider;
    private readonly ProviderKey _key;
    private readonly OnPeriod _period;
    private readonly TimeSpan _limit;
    private readonly TimeProvider _time;
    private readonly long _began;
    private readonly CancellationToken _caller;
    private readonly CancellationTokenSource _deadline;
    private readonly CancellationTokenSource _either;

    public UpstreamCall(
        Provider provider, ProviderKey key, OnPeriod period, TimeSpan limit, TimeProvider time, CancellationToken caller)
    {
        (_provider, _key, _period, _limit, _time, _caller) = (provider, key, period, limit, time, caller);
        _began = time.GetTimestamp();
        _deadline = new CancellationTokenSource(limit, time);
        _either = CancellationTokenSource.CreateLinkedTokenSource(_deadline.Token, caller, period.Aborted);
    }

    /// <summary>Cancelled when the caller leaves, the time is up, or the provider is switched off with its calls.</summary>
    public CancellationToken Cancel => _either.Token;

    /// <summary>How often the provider was asked again.</summary>
    public int Retries { get; private set; }

    /// <summary>
    /// Sends a request; returns when the answer's headers are here. A provider that is busy or out of reach is asked again, as long as that
    /// can help within the time limit; its last answer counts.
    /// </summary>
    /// <param name="invoker">What sends it.</param>
    /// <param name="create">Makes the request anew for each attempt.</param>
    /// <exception cref="CallException">The provider could not be reached, or not in time.</exception>
    public async Task<HttpResponseMessage> SendAsync(HttpMessageInvoker invoker, Func<HttpRequestMessage> create)
    {
        while (true)
        {
            HttpResponseMessage? answer = null;
            try
            {
                using var request = create();
                answer = await invoker.SendAsync(request, Cancel);
                if (!RetryRule.MayHelp(answer.StatusCode) || NextWait(answer) is not { } wait)
                {
                    return answer;
                }

                answer.Dispose();
                await WaitAsync(wait);
            }
            catch (Exception failure) when (answer is null && IsOfConnection(failure) && NextWait(null) is { } wait)
            {
                await GuardAsync(() => WaitAsync(wait));
            }
            catch (Exception failure) when (Explain(failure) is { } error)
            {
                throw new CallException(error, failure);
            }
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
    public CallError? Explain(Exception failure) => failure switch
    {
        OperationCanceledException when _caller.IsCancellationRequested => null,
        OperationCanceledException when _period.Error is { } disabled => disabled,
        OperationCanceledException when _deadline.IsCancellationRequested => TimedOut(),
        ProviderFaultException fault => Fault(_key.RedactMessage(fault.Message)),
        InvalidDataException => Fault("The provider sent an answer that cannot be read."),
        HttpRequestException or IOException or OperationCanceledException => Unreachable(),
        _ => null,
    };

    public void Dispose()
    {
        _either.Dispose();
        _deadline.Dispose();
    }

    /// <summary>Whether the provider was not reached, or broke off without a word; a connection not made in time counts too.</summary>
    private bool IsOfConnection(Exception failure) =>
        failure is HttpRequestException || (failure is OperationCanceledException && !Cancel.IsCancellationRequested);

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
        Retries++;
        await Task.Delay(wait, _time, Cancel);
        return true;
    }

    private CallError TimedOut() => new(
        ErrorReason.ProviderTimeout,
        $"{_provider.DisplayName} did not finish within {_limit.TotalSeconds.ToString("0.#", CultureInfo.InvariantCulture)} seconds.",
        StatusCodes.Status504GatewayTimeout,
        StatusCode.DeadlineExceeded);

    private CallError Unreachable() => new(
        ErrorReason.ProviderUnreachable,
        $"{_provider.DisplayName} cannot be reached, or broke the connection off.",
        StatusCodes.Status502BadGateway,
        StatusCode.Unavailable);

    private static CallError Fault(string message) =>
        new(ErrorReason.ProviderError, message, StatusCodes.Status502BadGateway, StatusCode.Unavailable);
}
