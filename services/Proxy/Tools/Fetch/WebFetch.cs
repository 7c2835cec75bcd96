using System.Net.Sockets;
using Microsoft.Extensions.Options;
using Text2Llm.Protos.V1;
using Text2Llm.Proxy.Admission;
using Text2Llm.Proxy.Switches;
using Text2Llm.ServiceDefaults.Errors;

namespace Text2Llm.Proxy.Tools.Fetch;

/// <summary>Fetches public pages for callers and gives them as text. It logs neither their addresses nor their words.</summary>
internal sealed partial class WebFetch(
    ProviderSwitches switches, RequestAdmission admission, PageFetcher pages, IOptions<FetchOptions> options, TimeProvider time, ILogger<WebFetch> logger) : IDisposable
{
    // No provider: only what switches everything off switches it off.
    private const string SwitchName = "fetch";

    private const int DefaultCharacters = 20_000;
    private const int MostCharacters = 100_000;

    private readonly SemaphoreSlim _turns = new(options.Value.AtOnce);

    /// <summary>Fetches one page.</summary>
    /// <exception cref="CallException">The page is refused, cannot be had, or its caller may not ask.</exception>
    public async Task<FetchResponse> FetchAsync(HttpContext context, FetchRequest request, CancellationToken caller)
    {
        switches.Check(SwitchName);
        var address = PageAddress.Parse(request.Url);
        var most = request.HasMaxCharacters ? request.MaxCharacters : DefaultCharacters;
        if (most is < 1 or > MostCharacters)
        {
            throw new CallException(CallError.Invalid($"max_characters is {most}; it must be from 1 to {MostCharacters}."));
        }

        var limit = options.Value.Timeout;
        await admission.AdmitAsync(context, limit, caller);
        using var deadline = new CancellationTokenSource(limit, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(deadline.Token, caller);
        try
        {
            await _turns.WaitAsync(either.Token);
            try
            {
                var page = await pages.FetchAsync(address, either.Token);
                return PageText.Read(page, most, request.IncludeLinks);
            }
            finally
            {
                _turns.Release();
            }
        }
        catch (Exception failure) when (failure is HttpRequestException or IOException or InvalidDataException or FormatException
            || (failure is OperationCanceledException && !caller.IsCancellationRequested))
        {
            throw deadline.IsCancellationRequested ? new CallException(FetchErrors.TimedOut(limit)) : Explain(failure);
        }
    }

    public void Dispose() => _turns.Dispose();

    /// <summary>The transport's own words would put the page's host into the log, so only their kind goes there.</summary>
    private CallException Explain(Exception failure)
    {
        if (failure.InnerException is CallException refusal)
        {
            return refusal;
        }

        var kind = failure is HttpRequestException request ? request.HttpRequestError.ToString() : failure.GetType().Name;
        var socket = (failure.GetBaseException() as SocketException)?.SocketErrorCode;
        LogFailed(logger, kind, socket);
        return new CallException(FetchErrors.Unreachable());
    }

    [LoggerMessage(EventId = 2400, Level = LogLevel.Debug, Message = "A page could not be fetched: {Kind} {SocketError}")]
    private static partial void LogFailed(ILogger logger, string kind, SocketError? socketError);
}
