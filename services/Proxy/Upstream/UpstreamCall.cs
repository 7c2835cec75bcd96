using System.Globalization;
using Grpc.Core;
using Text2Llm.Proxy.Providers;
using Text2Llm.ServiceDefaults.Errors;

namespace Text2Llm.Proxy.Upstream;

/// <summary>One call to a provider: bound to its caller, who may leave, and to a time limit that covers the whole of it.</summary>
internal sealed class UpstreamCall : IDisposable
{
    private readonly IUpstream _provider;
    private readonly ProviderKey _key;
    private readonly TimeSpan _limit;
    private readonly CancellationToken _caller;
    private readonly CancellationTokenSource _deadline;
    private readonly CancellationTokenSource _either;

    public UpstreamCall(IUpstream provider, ProviderKey key, TimeSpan limit, TimeProvider time, CancellationToken caller)
    {
        (_provider, _key, _limit, _caller) = (provider, key, limit, caller);
        _deadline = new CancellationTokenSource(limit, time);
        _either = CancellationTokenSource.CreateLinkedTokenSource(_deadline.Token, caller);
    }

    /// <summary>Cancelled when the caller leaves or the time is up.</summary>
    public CancellationToken Cancel => _either.Token;

    /// <summary>Sends the request; returns when the answer's headers are here.</summary>
    /// <exception cref="CallException">The provider could not be reached, or not in time.</exception>
    public Task<HttpResponseMessage> SendAsync(HttpMessageInvoker invoker, HttpRequestMessage request) =>
        GuardAsync(() => invoker.SendAsync(request, Cancel));

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
