using System.Threading.Channels;
using Text2Llm.Pipeline.Jobs;
using Text2Llm.Pipeline.Running;
using Text2Llm.Pipeline.Sources;

namespace Text2Llm.Pipeline.Tests.Running;

public sealed class SourceStageTests : IDisposable
{
    private readonly TempFolder _folder = new();
    private readonly Channel<RecordBatch> _batches = Channel.CreateUnbounded<RecordBatch>();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Run_NothingButRejectsAndEmptyRecords_StillGoesOnInBatches()
    {
        await Stage(string.Concat(Enumerable.Repeat("{\n{\"text\":\"\"}\n", 50)), new ByteBudget(long.MaxValue))
            .RunAsync(TestContext.Current.CancellationToken);
        var batches = await _batches.Reader.ReadAllAsync(TestContext.Current.CancellationToken).ToListAsync(TestContext.Current.CancellationToken);
        batches.Sum(batch => batch.Rejects.Count + batch.Empty).ShouldBe(100);
        batches.ShouldAllBe(batch => batch.Rejects.Count + batch.Empty <= 10);
    }

    [Fact]
    public async Task Run_NothingIsWritten_WaitsOnceTheBudgetIsSpent()
    {
        var budget = new ByteBudget(1000);
        var run = Stage(string.Concat(Enumerable.Range(0, 100).Select(number => $"{{\"text\":\"{number}\"}}\n")), budget)
            .RunAsync(TestContext.Current.CancellationToken);
        var first = await _batches.Reader.ReadAsync(TestContext.Current.CancellationToken);
        _batches.Reader.TryRead(out _).ShouldBeFalse();
        run.IsCompleted.ShouldBeFalse();
        budget.Give(first.Bytes);
        var records = first.Records.Count;
        await foreach (var batch in _batches.Reader.ReadAllAsync(TestContext.Current.CancellationToken))
        {
            records += batch.Records.Count;
            budget.Give(batch.Bytes);
        }

        await run;
        records.ShouldBe(100);
    }

    private SourceStage Stage(string content, ByteBudget budget)
    {
        var path = _folder.Write("in.jsonl", content);
        var sources = new SourceSet(_folder.Path, [new SourceFile(path, "in.jsonl", content.Length)]);
        return new SourceStage(new DatasetJobSpec(), sources, new RunLimits { BatchBytes = 640 }, budget, new RunProgress(), _batches.Writer);
    }
}
