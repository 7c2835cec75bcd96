using System.Text;
using Text2Llm.Pipeline.Running;
using Text2Llm.Worker.Commands;

namespace Text2Llm.Worker.Tests;

public sealed class RunCommandTests : IDisposable
{
    private readonly TempFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Execute_TheProgressCannotBeShown_IsDoneAllTheSame()
    {
        _folder.Write("texts/a.txt", "one");
        var job = _folder.WriteJob("{uri: texts}", "{uri: out, format: jsonl}");
        await using var output = new StringWriter();
        await using var error = new BrokenWriter();
        (await new RunCommand(output, error, RunPlaces.Local, TimeProvider.System).ExecuteAsync(job, new RunOptions(), TestContext.Current.CancellationToken)).ShouldBe(0);
        output.ToString().ShouldContain("Written to");
        _folder.Names("out").ShouldContain("part-00000.jsonl");
    }

    private sealed class BrokenWriter : TextWriter
    {
        public override Encoding Encoding => Encoding.UTF8;

        public override void Write(char value) => throw new InvalidOperationException("The terminal is broken.");
    }
}
