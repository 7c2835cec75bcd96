using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Google.Protobuf;
using Microsoft.Extensions.Options;
using Text2Llm.Proxy.Limits;
using Text2Llm.Proxy.Tools.Fetch;
using Text2Llm.Proxy.Tools.Search;
using Text2Llm.ServiceDefaults.Errors;

namespace Text2Llm.Proxy.Tools;

/// <summary>
/// <c>POST /v1/proxy/search</c> and <c>POST /v1/proxy/fetch</c>: the tools over HTTP. Their JSON has the members of the proto's messages,
/// in snake case.
/// </summary>
internal sealed class ToolEndpoints(WebSearch search, WebFetch fetch, IOptions<ProxyOptions> options)
{
    private static readonly JsonFormatter Json =
        new(JsonFormatter.Settings.Default.WithPreserveProtoFieldNames(true).WithFormatDefaultValues(true));

    public async Task SearchAsync(HttpContext context)
    {
        var body = await ReadAsync(
            context.Request, ToolJson.Default.SearchBody, "query, and optionally count, freshness, country and language");
        await WriteAsync(context.Response, await search.SearchAsync(context, body.ToRequest(), context.RequestAborted));
    }

    public async Task FetchAsync(HttpContext context)
    {
        var body = await ReadAsync(context.Request, ToolJson.Default.FetchBody, "url, and optionally max_characters and include_links");
        await WriteAsync(context.Response, await fetch.FetchAsync(context, body.ToRequest(), context.RequestAborted));
    }

    private async Task<T> ReadAsync<T>(HttpRequest request, JsonTypeInfo<T> shape, string members)
    {
        var body = await LimitedBody.ReadAsync(request, options.Value.MaxRequestBytes);
        try
        {
            return JsonSerializer.Deserialize(body.Span, shape) ?? throw new JsonException("null");
        }
        catch (JsonException mistake)
        {
            var place = string.IsNullOrEmpty(mistake.Path) ? "$" : mistake.Path;
            throw new CallException(CallError.Invalid($"The body is wrong at {place}; it must be a JSON object with {members}."));
        }
    }

    private static Task WriteAsync(HttpResponse response, IMessage answer)
    {
        response.ContentType = "application/json";
        response.Headers.CacheControl = "no-store";
        return response.WriteAsync(Json.Format(answer), response.HttpContext.RequestAborted);
    }
}
