using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json;
using Grpc.Core;
using Grpc.Net.Client;
using Microsoft.Extensions.Options;
using Text2Llm.Protos.V1;

namespace Text2Llm.Local.Tests;

/// <summary>Everything in one process: signed in here, let through by the proxy, answered by the demonstration.</summary>
public sealed class LocalHostTests : IAsyncLifetime
{
    private readonly string _data = Directory.CreateTempSubdirectory("text2llm-").FullName;
    private LocalProgram _program = null!;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync() => _program = await LocalProgram.StartAsync(_data, "--Quota:RequestsPerMinute", "3");

    public async ValueTask DisposeAsync()
    {
        await _program.DisposeAsync();
        Directory.Delete(_data, recursive: true);
    }

    [Fact]
    public async Task Chat_OverHttp_IsAnsweredByTheDemonstrationWhichSaysSo()
    {
        var answer = await (await ChatAsync("""{"model":"demo","messages":[{"role":"user","content":"Grüezi"}]}""")).Content
            .ReadFromJsonAsync<JsonElement>(Cancel);

        var text = answer.GetProperty("choices")[0].GetProperty("message").GetProperty("content").GetString()!;
        text.ShouldStartWith("This is a demonstration.");
        text.ShouldContain("“Grüezi”");
        answer.GetProperty("usage").GetProperty("completion_tokens").GetInt32().ShouldBeGreaterThan(50);
    }

    [Fact]
    public async Task Models_OfTheDemonstration_AreItsOne()
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, "/v1/proxy/models");
        request.Headers.Add("x-provider", "demo");
        request.Headers.Add("Authorization", $"Bearer {(await _program.SignUpAsync()).GetProperty("access_token").GetString()}");

        using var response = await _program.Client.SendAsync(request, Cancel);

        var list = await response.Content.ReadFromJsonAsync<JsonElement>(Cancel);
        list.GetProperty("data").EnumerateArray().Select(model => model.GetProperty("id").GetString()).ShouldBe(["demo"]);
    }

    [Fact]
    public async Task Chat_Streamed_HasTheSameTextAsWhole()
    {
        const string messages = """ "messages":[{"role":"user","content":[{"type":"text","text":"Hi"}]}],"max_tokens":12}""";
        var whole = await (await ChatAsync("{\"model\":\"demo\"," + messages)).Content.ReadFromJsonAsync<JsonElement>(Cancel);
        var stream = await (await ChatAsync("{\"model\":\"demo\",\"stream\":true," + messages)).Content.ReadAsStringAsync(Cancel);

        var chunks = stream.Split("\n\n", StringSplitOptions.RemoveEmptyEntries);
        chunks[^1].ShouldBe("data: [DONE]");
        var choices = chunks[..^1].Select(chunk => JsonSerializer.Deserialize<JsonElement>(chunk["data: ".Length..]).GetProperty("choices")[0]).ToList();
        var streamed = string.Concat(choices.Select(choice => choice.GetProperty("delta").TryGetProperty("content", out var text) ? text.GetString() : ""));
        streamed.ShouldBe(whole.GetProperty("choices")[0].GetProperty("message").GetProperty("content").GetString());
        choices[^1].GetProperty("finish_reason").GetString().ShouldBe("length");
    }

    [Fact]
    public async Task Chat_OverGrpc_OnTheSamePort()
    {
        var token = (await _program.SignUpAsync()).GetProperty("access_token").GetString();
        using var channel = GrpcChannel.ForAddress(_program.Address);
        var client = new ChatService.ChatServiceClient(channel);
        var headers = new Metadata { { "authorization", $"Bearer {token}" }, { "x-provider", "demo" } };
        var chat = new StreamChatRequest
        {
            Model = "demo",
            Messages = { new ChatMessage { Role = Role.User, Parts = { new ContentPart { Text = "Hi" } } } },
        };

        var providers = await client.ListProvidersAsync(new ListProvidersRequest(), headers, cancellationToken: Cancel);
        using var call = client.StreamChat(chat, headers, cancellationToken: Cancel);
        var events = await call.ResponseStream.ReadAllAsync(Cancel).ToListAsync(Cancel);

        providers.Providers.Single(provider => provider.Id == "demo").KeyRequired.ShouldBeFalse();
        string.Concat(events.SkipLast(1).Select(step => step.TextDelta.Text)).ShouldContain("“Hi”");
        events[^1].Completion.Usage.Estimated.ShouldBeFalse();
    }

    [Fact]
    public async Task Chat_OverTheLimit_IsRefused()
    {
        var token = (await _program.SignUpAsync()).GetProperty("access_token").GetString()!;
        const string chat = """{"model":"demo","messages":[],"max_tokens":1}""";
        for (var call = 0; call < 3; call++)
        {
            (await ChatAsync(chat, token)).StatusCode.ShouldBe(HttpStatusCode.OK);
        }

        (await ChatAsync(chat, token)).StatusCode.ShouldBe(HttpStatusCode.TooManyRequests);
    }

    [Fact]
    public async Task OtherHostName_IsRefused()
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, "/health");
        request.Headers.Host = "evil.example";

        using var response = await _program.Client.SendAsync(request, Cancel);

        response.StatusCode.ShouldBe(HttpStatusCode.BadRequest);
    }

    [Fact]
    public async Task Start_PortTaken_SaysWhichAndWhatToDo()
    {
        var failure = await Should.ThrowAsync<OptionsValidationException>(
            () => LocalProgram.StartAsync(_data, "--port", $"{_program.Address.Port}"));

        failure.Message.ShouldContain($"Port {_program.Address.Port} cannot be used");
        failure.Message.ShouldContain("--port");
    }

    [Fact]
    public async Task Start_DataDirectoryThatCannotBe_SaysSoAtOnce()
    {
        var failure = await Should.ThrowAsync<OptionsValidationException>(() => LocalProgram.StartAsync("/proc/nothing"));

        failure.Message.ShouldContain("--data");
    }

    [Fact]
    public async Task Start_ArgumentsThatMeanNothing_AreNamed()
    {
        var failure = await Should.ThrowAsync<OptionsValidationException>(() => LocalProgram.StartAsync(_data, "-p", "9000", "--data"));

        failure.Failures.Select(mistake => mistake.Split(' ')[0]).ShouldBe(["-p", "9000", "--data"]);
    }

    private async Task<HttpResponseMessage> ChatAsync(string body, string? token = null)
    {
        token ??= (await _program.SignUpAsync()).GetProperty("access_token").GetString()!;
        using var request = new HttpRequestMessage(HttpMethod.Post, "/v1/proxy/chat/completions") { Content = new StringContent(body) };
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", token);
        request.Headers.Add("x-provider", "demo");
        return await _program.Client.SendAsync(request, Cancel);
    }
}
