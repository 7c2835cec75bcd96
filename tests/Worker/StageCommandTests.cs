using System.Text.Json;

namespace Text2Llm.Worker.Tests;

/// <summary>Stages run one by one, each in a process of its own, as worker pods run them.</summary>
public sealed class StageCommandTests : IDisposable
{
    private readonly TempFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Stages_OneByOne_WriteWhatRunWrites()
    {
        _folder.Write("in/a.jsonl", string.Concat(Enumerable.Range(0, 300).Select(
            number => $"{{\"text\":\"record {number % 200} of them, which is somewhat longer than a few words\"}}\n")));
        var job = _folder.WriteJob(
            "{uri: in}", "{uri: whole, format: jsonl, maxFileSize: 8Ki, keepDropped: true}", "dedup: {fuzzy: {verify: 0.9}}");
        (await Text2LlmProcess.RunAsync("run", job)).ExitCode.ShouldBe(0);

        var plan = await StageAsync("plan", job);
        await EachAsync(plan.GetProperty("shards"), "scan", "--shard");
        await EachAsync(plan.GetProperty("ranges"), "match", "--range");
        await StageAsync("candidates");
        await EachAsync(plan.GetProperty("shards"), "gather", "--shard");
        await EachAsync(plan.GetProperty("groups"), "verify", "--group");
        var layout = await StageAsync("resolve");
        await EachAsync(layout.GetProperty("parts"), "write", "--part");
        await EachAsync(plan.GetProperty("shards"), "drop", "--shard");
        (await StageAsync("report")).GetProperty("read").GetInt64().ShouldBe(300);

        foreach (var name in _folder.Names("whole").Where(name => File.Exists(_folder[$"whole/{name}"]) && !name.StartsWith("report", StringComparison.Ordinal) && name != "SHA256SUMS"))
        {
            (await File.ReadAllTextAsync(_folder[$"out/{name}"], TestContext.Current.CancellationToken))
                .ShouldBe(await File.ReadAllTextAsync(_folder[$"whole/{name}"], TestContext.Current.CancellationToken), name);
        }

        _folder.Names("out").ShouldBe(_folder.Names("whole"));
    }

    [Fact]
    public async Task Scan_NoPlan_SaysSo()
    {
        var result = await Text2LlmProcess.RunAsync("stage", "scan", "--work", _folder["work"], "--output", _folder["out"], "--shard", "0");
        result.ShouldBe(new ProcessResult(1, "", "text2llm: no plan (plan.json): make one first\n"));
    }

    private async Task<JsonElement> StageAsync(string stage, params string[] arguments)
    {
        var result = await Text2LlmProcess.RunAsync(["stage", stage, .. arguments, "--work", _folder["work"], "--output", _folder["out"]]);
        result.ExitCode.ShouldBe(0, result.Error);
        return JsonDocument.Parse(result.Output.Length == 0 ? "{}" : result.Output).RootElement;
    }

    private async Task EachAsync(JsonElement count, string stage, string option)
    {
        for (var number = 0; number < count.GetInt32(); number++)
        {
            await StageAsync(stage, option, $"{number}");
        }
    }
}
