using Grpc.Core;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.JwtBearer;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Authorization.Policy;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Microsoft.IdentityModel.Tokens;
using Text2Llm.ServiceDefaults.Errors;

namespace Text2Llm.ServiceDefaults.Identity;

/// <summary>Tells a caller without a valid token so, in the form of the surface that was called, and says what is wrong with the token.</summary>
internal sealed partial class UnauthenticatedResponse(
    IOptionsMonitor<JwtBearerOptions> bearer, TimeProvider time, ILogger<UnauthenticatedResponse> logger) : IAuthorizationMiddlewareResultHandler
{
    private static readonly TimeSpan LongestCheck = TimeSpan.FromSeconds(2);

    private static readonly CallError KeysOutOfReach = new(
        ErrorReason.IdentityUnavailable,
        "Your sign-in cannot be checked now: the issuer's keys are out of reach; call again in a moment.",
        StatusCodes.Status503ServiceUnavailable,
        StatusCode.Unavailable)
    {
        RetryAfter = TimeSpan.FromSeconds(5),
    };

    public async Task HandleAsync(
        RequestDelegate next, HttpContext context, AuthorizationPolicy policy, PolicyAuthorizationResult authorizeResult)
    {
        if (authorizeResult.Succeeded)
        {
            await next(context);
            return;
        }

        var failure = context.Features.Get<IAuthenticateResultFeature>()?.AuthenticateResult?.Failure
            ?? (await context.AuthenticateAsync(JwtBearerDefaults.AuthenticationScheme)).Failure;
        var error = failure is SecurityTokenSignatureKeyNotFoundException && !await CanReachKeysAsync(context.RequestAborted)
            ? KeysOutOfReach
            : CallError.Unauthenticated(Explain(failure));
        await CallErrors.WriteAsync(context, error);
    }

    /// <summary>Without the issuer's keys every token looks forged; whoever holds a good one must not be told to sign in again.</summary>
    private async Task<bool> CanReachKeysAsync(CancellationToken cancel)
    {
        if (bearer.Get(JwtBearerDefaults.AuthenticationScheme).ConfigurationManager is not { } keys)
        {
            return true;
        }

        try
        {
            await keys.GetConfigurationAsync(cancel).WaitAsync(LongestCheck, time, cancel);
            return true;
        }
        catch (Exception failure) when (failure is InvalidOperationException or TimeoutException)
        {
            LogKeysOutOfReach(logger, failure.GetBaseException().Message);
            return false;
        }
    }

    private static string Explain(Exception? failure) => failure switch
    {
        null => "Sign in first: the call needs the header 'Authorization: Bearer <access token>'.",
        SecurityTokenExpiredException => "The access token has expired; refresh it and call again.",
        SecurityTokenNotYetValidException => "The access token is not valid yet; check the clock of the machine that issued it.",
        SecurityTokenInvalidIssuerException => "The access token is from another issuer than this installation's.",
        SecurityTokenInvalidAudienceException => "The access token is for another audience than this installation's.",
        SecurityTokenSignatureKeyNotFoundException or SecurityTokenInvalidSignatureException or SecurityTokenInvalidAlgorithmException
            => "The access token's signature is not by this installation's issuer.",
        _ => "The access token is malformed.",
    };

    [LoggerMessage(EventId = 1003, Level = LogLevel.Warning, Message = "The issuer's keys are out of reach: {Cause}")]
    private static partial void LogKeysOutOfReach(ILogger logger, string cause);
}
