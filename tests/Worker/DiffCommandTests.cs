using System.Text.Json;

namespace Text2Llm.Worker.Tests;

public sealed class DiffCommandTests : IDisposable
{
    private readonly TempFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Diff_SameOtherAndMissing_SaysSoByItsExitCode()
    {
        var a = _folder.Write("a.jsonl", "{\"id\":1,\"text\":\"one\"}\n{\"id\":2,\"text\":\"two\"}\n");
        var b = _folder.Write("b.jsonl", "{\"id\":1,\"text\":\"one\"}\n{\"id\":2,\"text\":\"zwei\"}\n");
        (await Text2LlmProcess.RunAsync("diff", a, a)).ExitCode.ShouldBe(0);
        var other = await Text2LlmProcess.RunAsync("diff", a, b, "--json");
        other.ExitCode.ShouldBe(1, other.Error);
        using var json = JsonDocument.Parse(other.Output);
        json.RootElement.GetProperty("same").GetInt64().ShouldBe(1);
        json.RootElement.GetProperty("changed").GetInt64().ShouldBe(1);
        var missing = await Text2LlmProcess.RunAsync("diff", a, _folder["c"]);
        missing.ExitCode.ShouldBe(2);
        missing.Error.ShouldBe($"text2llm: '{_folder["c"]}' stands for no file.\n");
    }
}
