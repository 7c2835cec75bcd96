using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.JwtBearer;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Authorization.Policy;
using Microsoft.AspNetCore.Http;
using Microsoft.IdentityModel.Tokens;
using Text2Llm.ServiceDefaults.Errors;

namespace Text2Llm.ServiceDefaults.Identity;

/// <summary>Tells a caller without a valid token so, in the form of the surface that was called, and says what is wrong with the token.</summary>
internal sealed class UnauthenticatedResponse : IAuthorizationMiddlewareResultHandler
{
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
        var error = CallError.Unauthenticated(Explain(failure));
        var isGrpc = context.Request.ContentType?.StartsWith("application/grpc", StringComparison.OrdinalIgnoreCase) == true;
        await (isGrpc ? RpcErrors.WriteAsync(context.Response, error) : HttpErrors.WriteAsync(context.Response, error));
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
        SecurityTokenException or ArgumentException => "The access token is malformed.",
        _ => "The access token cannot be checked now: the issuer's keys are out of reach.",
    };
}
