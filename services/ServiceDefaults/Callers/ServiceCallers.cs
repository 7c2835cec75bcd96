using Grpc.Core;
using Microsoft.Extensions.Logging;
using Text2Llm.Kubernetes.Clients;
using Text2Llm.Kubernetes.Tokens;
using Text2Llm.ServiceDefaults.Errors;

namespace Text2Llm.ServiceDefaults.Callers;

/// <summary>Tells by its projected token, which the API server checks, whether a service is one of those that may call.</summary>
/// <param name="reviews">Has tokens checked.</param>
/// <param name="accounts">Who may call, each <c>NAMESPACE:SERVICEACCOUNT</c>.</param>
/// <param name="logger">Is told who was refused, and when nobody could be asked.</param>
public sealed partial class ServiceCallers(TokenReviews reviews, IReadOnlyCollection<string> accounts, ILogger<ServiceCallers> logger)
{
    /// <summary>For whom the tokens of services are made.</summary>
    public const string Audience = "text2llm-internal";

    /// <summary>Lets a call go on, or ends it.</summary>
    /// <exception cref="CallException">There is no token, or it is not good, or is of somebody else; or it cannot be checked now.</exception>
    public async Task CheckAsync(ServerCallContext context)
    {
        var token = CallerErrors.TokenOf(context);
        ReviewedToken? caller;
        try
        {
            caller = await reviews.ReviewAsync(token, context.CancellationToken);
        }
        catch (Exception exception) when (exception is KubernetesApiException or HttpRequestException)
        {
            LogUnchecked(logger, exception.Message);
            throw CallerErrors.Unchecked(exception);
        }

        if (caller?.Account is not { } account || !accounts.Contains($"{account.Namespace}:{account.Name}"))
        {
            LogRefused(logger, caller?.User ?? "nobody", context.Method);
            throw CallerErrors.Unknown($"Only {string.Join(", ", accounts)} may call, with a token made for the audience {Audience}.");
        }
    }

    [LoggerMessage(EventId = 1040, Level = LogLevel.Warning, Message = "The API server could not be asked who calls: {Cause}")]
    private static partial void LogUnchecked(ILogger logger, string cause);

    [LoggerMessage(EventId = 1041, Level = LogLevel.Warning, Message = "The token of {Caller} is not good for {Method}")]
    private static partial void LogRefused(ILogger logger, string caller, string method);
}
