using System.Net.Http.Headers;
using Text2Llm.Protos.V1;
using Text2Llm.Proxy.Tools.Fetch.Html;
using Text2Llm.ServiceDefaults.Errors;

namespace Text2Llm.Proxy.Tools.Fetch;

/// <summary>The text of a fetched page, by its kind.</summary>
internal static class PageText
{
    /// <summary>Refuses a page whose text is not read, before it is.</summary>
    /// <exception cref="CallException">It is not of a kind that is read.</exception>
    public static void CheckKind(MediaTypeHeaderValue? contentType)
    {
        if (KindOf(contentType) is not { } kind)
        {
            throw FetchErrors.Unsupported("without a content type");
        }

        if (!IsText(kind))
        {
            throw FetchErrors.Unsupported(kind);
        }
    }

    /// <summary>The page's title and text, at most <paramref name="maxCharacters"/> of it.</summary>
    public static FetchResponse Read(FetchedPage page, int maxCharacters, bool includeLinks)
    {
        var kind = KindOf(page.ContentType) ?? "";
        var isHtml = kind is "text/html" or "application/xhtml+xml";
        var source = PageCharset.Decode(page.Body, page.ContentType?.CharSet, looksInside: isHtml || IsXml(kind));
        var html = isHtml ? HtmlTextReader.Read(source, page.Address, includeLinks) : null;
        var text = html?.Text ?? source;
        var given = Beginning.Of(text, maxCharacters);
        return new FetchResponse
        {
            FinalUrl = page.Address.AbsoluteUri,
            Title = html?.Title ?? "",
            ContentType = kind,
            Text = given,
            Truncated = given.Length < text.Length || html is { IsWhole: false } || !page.IsWhole,
        };
    }

    private static string? KindOf(MediaTypeHeaderValue? contentType) => contentType?.MediaType?.ToLowerInvariant();

    private static bool IsText(string kind) =>
        kind.StartsWith("text/", StringComparison.Ordinal)
        || kind is "application/json" or "application/x-ndjson" or "application/yaml" or "application/javascript"
        || kind.EndsWith("+json", StringComparison.Ordinal)
        || IsXml(kind);

    private static bool IsXml(string kind) =>
        kind is "application/xml" or "text/xml" || (kind.EndsWith("+xml", StringComparison.Ordinal) && !kind.StartsWith("image/", StringComparison.Ordinal));
}
