using System.Text;
using Microsoft.Extensions.Options;

namespace Text2Llm.ServiceDefaults.Identity;

/// <summary>Checks the section <c>Auth</c> at start and names every mistake.</summary>
internal sealed class AuthOptionsValidator : IValidateOptions<AuthOptions>
{
    private const int SecretBytes = 32;

    public ValidateOptionsResult Validate(string? name, AuthOptions options)
    {
        List<string> mistakes = [];
        if (!IsWebAddress(options.Issuer))
        {
            mistakes.Add($"Auth:Issuer is '{options.Issuer}'; it must be the absolute http(s) address in the tokens' iss claim.");
        }

        if (options.Audience.Length == 0)
        {
            mistakes.Add("Auth:Audience is empty; Supabase's is 'authenticated'.");
        }

        if (options.JwksUrl.Length > 0 && !IsWebAddress(options.JwksUrl))
        {
            mistakes.Add($"Auth:JwksUrl is '{options.JwksUrl}'; it must be an absolute http(s) address, or empty.");
        }

        if (options.Hs256Secret.Length > 0 && Encoding.UTF8.GetByteCount(options.Hs256Secret) < SecretBytes)
        {
            mistakes.Add($"Auth:Hs256Secret is shorter than {SecretBytes} bytes.");
        }

        return mistakes.Count == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(mistakes);
    }

    private static bool IsWebAddress(string text) =>
        Uri.TryCreate(text, UriKind.Absolute, out var address) && (address.Scheme == Uri.UriSchemeHttps || address.Scheme == Uri.UriSchemeHttp);
}
