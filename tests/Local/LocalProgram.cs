using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json;
using Text2Llm.Local.Hosting;

namespace Text2Llm.Local.Tests;

/// <summary>The laptop's program on a port and a data directory of its own.</summary>
internal sealed class LocalProgram : IAsyncDisposable
{
    private readonly LocalHost _host;

    private LocalProgram(LocalHost host)
    {
        _host = host;
        Client = new HttpClient(new SocketsHttpHandler { AllowAutoRedirect = false }) { BaseAddress = host.Address };
    }

    public Uri Address => _host.Address;

    public HttpClient Client { get; }

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public static async Task<LocalProgram> StartAsync(string dataDirectory, params string[] args) =>
        new(await LocalHost.StartAsync(["--port", "0", "--data", dataDirectory, .. args]));

    /// <summary>Posts JSON to the sign-in.</summary>
    public async Task<(int Status, JsonElement Body)> PostAsync(string path, object body)
    {
        using var response = await Client.PostAsJsonAsync($"/auth/v1/{path}", body, Cancel);
        return ((int)response.StatusCode, await response.Content.ReadFromJsonAsync<JsonElement>(Cancel));
    }

    /// <summary>A new anonymous session.</summary>
    public async Task<JsonElement> SignUpAsync() => (await PostAsync("signup", new { })).Body;

    /// <summary>Sends a request with a bearer token.</summary>
    public Task<HttpResponseMessage> SendAsync(HttpMethod method, string path, string? token)
    {
        var request = new HttpRequestMessage(method, path);
        request.Headers.Authorization = token is null ? null : new AuthenticationHeaderValue("Bearer", token);
        return Client.SendAsync(request, Cancel);
    }

    public async ValueTask DisposeAsync()
    {
        Client.Dispose();
        await _host.DisposeAsync();
    }
}
