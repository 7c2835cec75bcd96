using System.Text.RegularExpressions;

namespace Text2Llm.Proxy.Providers;

/// <summary>
/// The base of a provider's API. It may leave one part of the host's name open, as in
/// <c>https://{resource}.openai.azure.com/openai/v1</c>: each caller's key fills it, with letters, digits and hyphens alone, so that the host
/// is never another than configuration allows.
/// </summary>
internal sealed partial class ProviderBase
{
    private readonly string _template;
    private readonly Uri? _address;

    public ProviderBase(string template)
    {
        _template = template.TrimEnd('/') + "/";
        var open = OpenPart().Match(_template);
        Placeholder = open.Success ? open.Groups["name"].Value : null;
        _address = open.Success ? null : new Uri(_template);
    }

    /// <summary>The name of the part left open; null where there is none.</summary>
    public string? Placeholder { get; }

    /// <summary>Whether a text is an absolute http(s) address without query or credentials, with at most one part of its host left open.</summary>
    public static bool IsValid(string template) =>
        OpenPart().Count(template) <= 1
        && Uri.TryCreate(OpenPart().Replace(template, "x", 1), UriKind.Absolute, out var address)
        && (address.Scheme == Uri.UriSchemeHttps || address.Scheme == Uri.UriSchemeHttp)
        && !template.AsSpan(template.IndexOf("://", StringComparison.Ordinal) + 3).ContainsAny("?#@")
        && !address.AbsolutePath.Contains('{', StringComparison.Ordinal)
        && !address.Host.Contains('{', StringComparison.Ordinal);

    /// <summary>Whether a text may fill the open part.</summary>
    public static bool IsAccount(string text) => Account().IsMatch(text);

    /// <summary>The base with its open part filled. It ends in a slash.</summary>
    public Uri For(string account) => _address ?? new Uri(OpenPart().Replace(_template, account, 1));

    // Only in the host: between the scheme and the first slash after it.
    [GeneratedRegex(@"(?<=^https?://[^/{}]*)\{(?<name>[a-z]+)\}")]
    private static partial Regex OpenPart();

    [GeneratedRegex("^[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?$")]
    private static partial Regex Account();
}
