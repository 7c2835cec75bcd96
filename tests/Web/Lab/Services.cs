using System.Collections.Concurrent;
using System.Net;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Text2Llm.Web.Tests.Lab;

/// <summary>An installation's services on loopback: the auth API over HTTP, the chat service over gRPC-Web.</summary>
internal sealed class Services : IAsyncDisposable
{
    private readonly WebApplication _app;
    private int _issued;
    private int _guests;

    private Services()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.ConfigureKestrel(kestrel => kestrel.Listen(IPAddress.Loopback, 0, port => port.Protocols = HttpProtocols.Http1));
        builder.Services.AddGrpc();
        builder.Services.AddSingleton(Chat);
        _app = builder.Build();
        _app.UseGrpcWeb(new GrpcWebOptions { DefaultEnabled = true });
        _app.MapGrpcService<ScriptedChatService>();
        _app.MapPost("/auth/v1/signup", () =>
        {
            // Every guest is somebody new, as with Supabase.
            Interlocked.Increment(ref _guests);
            return Refusal() ?? Results.Json(NewSession(anonymous: true));
        });
        _app.MapPost("/auth/v1/token", TokenAsync);
        _app.MapPost("/auth/v1/logout", (HttpRequest request) =>
        {
            LoggedOut.Add(request.Headers.Authorization.ToString());
            return Results.NoContent();
        });
    }

    /// <summary>What the chat service is told to do, and what it was sent.</summary>
    public ChatScript Chat { get; } = new();

    public Uri Address { get; private set; } = null!;

    /// <summary>The error that the auth API answers everything with, if any: status and body.</summary>
    public (int Status, string Body)? AuthRefusal { get; set; }

    /// <summary>The challenge that a code was asked for with.</summary>
    public string? Challenge { get; set; }

    public ConcurrentBag<string> Refreshed { get; } = [];

    public ConcurrentBag<string> LoggedOut { get; } = [];

    public static async Task<Services> StartAsync()
    {
        var services = new Services();
        await services._app.StartAsync();
        services.Address = new Uri(services._app.Urls.Single() + "/");
        return services;
    }

    public async ValueTask DisposeAsync() => await _app.DisposeAsync();

    private IResult? Refusal() =>
        AuthRefusal is { } refusal ? Results.Text(refusal.Body, "application/json", statusCode: refusal.Status) : null;

    /// <summary>What happens after a token was asked for and before it is given.</summary>
    public Func<Task> BeforeToken { get; set; } = () => Task.CompletedTask;

    private async Task<IResult> TokenAsync(HttpRequest request)
    {
        await BeforeToken();
        if (Refusal() is { } refusal)
        {
            return refusal;
        }

        var body = (await JsonNode.ParseAsync(request.Body))!;
        if (request.Query["grant_type"] == "refresh_token")
        {
            Refreshed.Add((string)body["refresh_token"]!);
            return Results.Json(NewSession(anonymous: true));
        }

        var hash = SHA256.HashData(Encoding.ASCII.GetBytes((string)body["code_verifier"]!));
        return Convert.ToBase64String(hash).TrimEnd('=').Replace('+', '-').Replace('/', '_') == Challenge && (string)body["auth_code"]! == "a-code"
            ? Results.Json(NewSession(anonymous: false))
            : Results.Json(new { code = 400, error_code = "bad_code_verifier", msg = "code challenge does not match" }, statusCode: 400);
    }

    private JsonObject NewSession(bool anonymous)
    {
        var number = Interlocked.Increment(ref _issued);
        return new JsonObject
        {
            ["access_token"] = $"access-{number}",
            ["token_type"] = "bearer",
            ["expires_in"] = 3600,
            ["expires_at"] = 1, // Long past by this machine's clock, as from a server whose clock is off.
            ["refresh_token"] = $"refresh-{number}",
            ["weak_password"] = null,
            ["user"] = new JsonObject
            {
                ["id"] = anonymous ? $"guest{_guests}" : "ada",
                ["email"] = anonymous ? "" : "ada@example.org",
                ["is_anonymous"] = anonymous,
                ["app_metadata"] = new JsonObject { ["provider"] = "google" },
                ["user_metadata"] = new JsonObject { ["full_name"] = anonymous ? null : "Ada Lovelace", ["email_verified"] = true },
            },
        };
    }
}
