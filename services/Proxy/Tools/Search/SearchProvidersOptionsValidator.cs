using Microsoft.Extensions.Options;

namespace Text2Llm.Proxy.Tools.Search;

/// <summary>Checks the section <c>SearchProviders</c> at start and names every mistake.</summary>
internal sealed class SearchProvidersOptionsValidator(IEnumerable<ISearchAdapter> adapters) : IValidateOptions<SearchProvidersOptions>
{
    private readonly List<string> _known = [.. adapters.Select(adapter => adapter.ProviderId)];

    public ValidateOptionsResult Validate(string? name, SearchProvidersOptions options)
    {
        List<string> mistakes = [];
        foreach (var (id, provider) in options)
        {
            if (!_known.Contains(id, StringComparer.OrdinalIgnoreCase))
            {
                mistakes.Add($"SearchProviders:{id} is not a search provider that can be spoken to; known are {string.Join(", ", _known)}.");
            }

            if (!IsBase(provider.BaseUrl))
            {
                mistakes.Add(
                    $"SearchProviders:{id}:BaseUrl is '{provider.BaseUrl}'; it must be an absolute http(s) address without query or credentials.");
            }
        }

        return mistakes.Count == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(mistakes);
    }

    private static bool IsBase(string text) =>
        Uri.TryCreate(text, UriKind.Absolute, out var address)
        && (address.Scheme == Uri.UriSchemeHttps || address.Scheme == Uri.UriSchemeHttp)
        && address.Query.Length == 0
        && address.Fragment.Length == 0
        && address.UserInfo.Length == 0;
}
