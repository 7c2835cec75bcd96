namespace Text2Llm.Web;

/// <summary>Where this installation's services answer.</summary>
/// <param name="ProxyUrl">The origin of the chat service.</param>
/// <param name="AuthUrl">The address that <c>/auth/v1</c> is under.</param>
/// <param name="AuthKey">What the auth API wants in its <c>apikey</c> header, if it wants one.</param>
internal sealed record Installation(Uri ProxyUrl, Uri AuthUrl, string? AuthKey)
{
    /// <summary>Reads the addresses; one that is not given is the page's own.</summary>
    /// <exception cref="InvalidOperationException">An address is given that is none.</exception>
    public static Installation From(IConfiguration configuration, Uri pageUrl)
    {
        var errors = new List<string>();
        var proxyUrl = Address("Text2Llm:ProxyUrl");
        var authUrl = Address("Text2Llm:AuthUrl");
        return errors.Count == 0
            ? new Installation(proxyUrl, authUrl, configuration["Text2Llm:AuthKey"] is { Length: > 0 } key ? key : null)
            : throw new InvalidOperationException(string.Join(" ", errors));

        Uri Address(string name)
        {
            var value = configuration[name];
            if (string.IsNullOrWhiteSpace(value))
            {
                return pageUrl;
            }

            if (Uri.TryCreate(value.TrimEnd('/') + "/", UriKind.Absolute, out var address) && address.Scheme is "http" or "https")
            {
                return address;
            }

            errors.Add($"{name} must be an http or https address, not '{value}'.");
            return pageUrl;
        }
    }
}
