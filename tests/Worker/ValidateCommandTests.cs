using System.Text.Json;

namespace Text2Llm.Worker.Tests;

public sealed class ValidateCommandTests : IDisposable
{
    private readonly TempFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Validate_TwoFilesWithMistakes_TellsAllOfBothWithTheirPlaces()
    {
        var one = _folder.Write("one.yaml", "apiVersion: text2llm.io/v1alpha1\nkind: Job\n");
        var two = _folder.WriteJob("{uri: nothing}", "{uri: out, format: xml}");
        var result = await Text2LlmProcess.RunAsync("validate", one, two);
        result.ExitCode.ShouldBe(2);
        result.Error.ShouldBe(
            $"""
            {one}:1:1: metadata: is missing; its fields are name, namespace, labels, annotations
            {one}:1:1: spec: is missing; its fields are {SpecFields}
            {one}:2:7: kind: 'Job' will not do; use DatasetJob
            {two}:5:17: spec.source.uri: 'nothing' stands for no file (looked for {_folder["nothing"]})
            {two}:6:30: spec.output.format: 'xml' is not a format; use one of jsonl, parquet, csv
            5 mistakes.

            """);
        result.Output.ShouldBeEmpty();
    }

    [Fact]
    public async Task Validate_GoodJob_SaysWhatItWouldReadAndChangesNothing()
    {
        _folder.Write("in/a.txt", "text");
        var job = _folder.WriteJob("{uri: in}", "{uri: out, format: csv}");
        var result = await Text2LlmProcess.RunAsync("validate", job);
        result.ExitCode.ShouldBe(0, result.Error);
        result.Output.ShouldBe($"{job}: no mistake; would read 1 file, 0.0 MB, from {_folder["in"]}, and write {_folder["out"]}\n");
        _folder.Names().ShouldBe(["in", "job.yaml"]);
    }

    [Fact]
    public async Task Validate_NoFiles_LooksForNone()
    {
        var job = _folder.WriteJob("{uri: nothing}", "{uri: out, format: csv}");
        var result = await Text2LlmProcess.RunAsync("validate", "--no-files", job);
        result.ExitCode.ShouldBe(0, result.Error);
        result.Output.ShouldBe($"{job}: no mistake in the job test; its files were not looked for\n");
    }

    [Fact]
    public async Task Validate_MissingFile_IsAMistake()
    {
        var result = await Text2LlmProcess.RunAsync("validate", _folder["none.yaml"]);
        result.ExitCode.ShouldBe(2);
        result.Error.ShouldBe($"text2llm: {_folder["none.yaml"]}: no such file.\n1 mistake.\n");
    }

    [Fact]
    public async Task Schema_Printed_IsJsonWithDescriptions()
    {
        var result = await Text2LlmProcess.RunAsync("schema");
        result.ExitCode.ShouldBe(0, result.Error);
        using var schema = JsonDocument.Parse(result.Output);
        schema.RootElement.GetProperty("$schema").GetString().ShouldBe("https://json-schema.org/draft/2020-12/schema");
        schema.RootElement.GetProperty("properties").GetProperty("spec").GetProperty("description").GetString()
            .ShouldBe("What to read, what to do with it, and what to write.");
    }

    private const string SpecFields =
        "source, records, clean, filters, pii, decontaminate, dedup, split, output, parallelism, backoffLimit, activeDeadlineSeconds, "
        + "ttlSecondsAfterFinished, suspend, runtimeClassName, resources, owner";
}
