using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using Grpc.Core;

namespace Text2Llm.Proxy.Tests.Tools;

/// <summary>Calls of the tools, complete but for what a test changes.</summary>
internal static class ToolCalls
{
    /// <summary>A request to <c>/v1/proxy/{tool}</c>.</summary>
    public static HttpRequestMessage ToolRequest(
        this ProxyServer proxy, string tool, object body, string? provider = null, string? key = null, string? user = "ada")
    {
        var request = new HttpRequestMessage(HttpMethod.Post, $"/v1/proxy/{tool}")
        {
            Content = new StringContent(body as string ?? JsonSerializer.Serialize(body), Encoding.UTF8, "application/json"),
        };
        request.Headers.Authorization = user is null ? null : new AuthenticationHeaderValue("Bearer", proxy.Issuer.TokenFor(user));
        if (provider is not null)
        {
            request.Headers.Add("x-provider", provider);
        }

        if (key is not null)
        {
            request.Headers.Add("x-provider-key", key);
        }

        return request;
    }

    /// <summary>The same metadata for gRPC.</summary>
    public static Metadata ToolHeaders(this ProxyServer proxy, string? provider = null, string? key = null)
    {
        var headers = new Metadata { { "authorization", $"Bearer {proxy.Issuer.TokenFor("ada")}" } };
        if (provider is not null)
        {
            headers.Add("x-provider", provider);
        }

        if (key is not null)
        {
            headers.Add("x-provider-key", key);
        }

        return headers;
    }

    /// <summary>Makes a call, and gives its status and its answer.</summary>
    public static async Task<(int Status, JsonElement Body)> CallAsync(this ProxyServer proxy, HttpRequestMessage request)
    {
        using (request)
        {
            using var response = await proxy.Client.SendAsync(request, TestContext.Current.CancellationToken);
            var body = await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
            return ((int)response.StatusCode, JsonSerializer.Deserialize<JsonElement>(body));
        }
    }

    /// <summary>The reason of an error.</summary>
    public static string? Code(this JsonElement body) => body.GetProperty("error").GetProperty("code").GetString();

    /// <summary>The sentence of an error.</summary>
    public static string Message(this JsonElement body) => body.GetProperty("error").GetProperty("message").GetString()!;
}
