using Text2Llm.ServiceDefaults.Errors;

namespace Text2Llm.Proxy.Providers.Bedrock;

/// <summary>What a request to Amazon is signed with. It never prints itself.</summary>
/// <param name="AccessKeyId">The public part.</param>
/// <param name="SecretKey">The secret part.</param>
/// <param name="SessionToken">The token of a session, or null where the keys are lasting ones.</param>
internal sealed record AwsCredentials(string AccessKeyId, string SecretKey, string? SessionToken)
{
    /// <summary>
    /// The credentials in a caller's key, <c>accessKeyId:secretAccessKey[:sessionToken]</c>; null where it is a Bedrock API key, which has no
    /// colon and signs nothing.
    /// </summary>
    /// <exception cref="CallException">The key has another form.</exception>
    public static AwsCredentials? From(ProviderKey key, Provider provider) => key.Secret.Split(':') switch
    {
        [_] => null,
        [{ Length: > 0 } id, { Length: > 0 } secret] => new(id, secret, null),
        [{ Length: > 0 } id, { Length: > 0 } secret, { Length: > 0 } token] => new(id, secret, token),
        _ => throw new CallException(CallError.Invalid(
            $"{provider.DisplayName} needs the header x-provider-key as {Prefix(provider)}accessKeyId:secretAccessKey, "
            + $"with :sessionToken after it for a session's keys; or as {Prefix(provider)}apiKey.")),
    };

    /// <summary>Says nothing of the credentials.</summary>
    public override string ToString() => nameof(AwsCredentials);

    private static string Prefix(Provider provider) => provider.AccountName is { } account ? $"{account}:" : "";
}
