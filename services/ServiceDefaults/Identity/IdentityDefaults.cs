using System.Security.Claims;
using Microsoft.AspNetCore.Authentication.JwtBearer;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.DataProtection.KeyManagement;
using Microsoft.AspNetCore.DataProtection.XmlEncryption;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using Text2Llm.ServiceDefaults.Startup;

namespace Text2Llm.ServiceDefaults.Identity;

/// <summary>Who is calling, from a Supabase access token.</summary>
public static class IdentityDefaults
{
    // Supabase's is a UUID; the ledger takes no longer ones.
    private const int LongestSubject = 128;

    /// <summary>Takes access tokens as <see cref="AuthOptions"/> says; every endpoint that is not marked otherwise needs one.</summary>
    public static IServiceCollection AddCallerIdentity(this IServiceCollection services)
    {
        services.AddCheckedOptions<AuthOptions>(AuthOptions.Section);
        services.AddSingleton<IValidateOptions<AuthOptions>, AuthOptionsValidator>();
        services.AddSingleton<IConfigureOptions<JwtBearerOptions>, JwtBearerSetup>();
        services.Configure<KeyManagementOptions>(keys =>
        {
            keys.XmlRepository = new UnusedKeyRepository();
            keys.XmlEncryptor = new NullXmlEncryptor();
        });
        services.AddAuthentication(JwtBearerDefaults.AuthenticationScheme).AddJwtBearer();
        services.AddSingleton<IAuthorizationMiddlewareResultHandler, UnauthenticatedResponse>();

        var subjectNeeded = new AuthorizationPolicyBuilder().RequireAuthenticatedUser()
            .RequireAssertion(context => context.User.FindFirst("sub")?.Value.Length is > 0 and <= LongestSubject).Build();
        services.AddAuthorizationBuilder().SetDefaultPolicy(subjectNeeded).SetFallbackPolicy(subjectNeeded);
        return services;
    }

    /// <summary>The user's id: the token's subject.</summary>
    public static string UserId(this ClaimsPrincipal caller) =>
        caller.FindFirst("sub")?.Value ?? throw new InvalidOperationException("The endpoint was called without a checked token.");
}
