using Text2Llm.Pipeline.Jobs;
using Text2Llm.Pipeline.Mapping;
using Text2Llm.Pipeline.Records;
using Text2Llm.Pipeline.Running;
using Text2Llm.Pipeline.Shaping;
using Text2Llm.Pipeline.Writing;

namespace Text2Llm.Pipeline.Tests.Writing;

/// <summary>Measures what the process allocates, so that no other test may run beside it.</summary>
[Collection(nameof(Sources.MemoryTests))]
public sealed class RowGroupMemoryTests
{
    [Fact]
    public async Task Parquet_Failure10_RowGroupCostsNoMoreMemoryThanItsFile()
    {
        var text = new string('x', 1_000_000);
        using var writer = new DataFileWriter(
            Stream.Null, new OutputSpec { Format = OutputFormat.Parquet }, OutputSchema.For(RecordLayout.PlainText, new RecordsSpec(), RecordShape.Auto), new RunLimits());
        var before = 0L;
        for (var i = 0; i < 120; i++)
        {
            before = i == 10 ? GC.GetTotalMemory(forceFullCollection: true) : before; // By then the buffers of a page have grown.
            await writer.WriteAsync(DatasetRecord.OfText(text), new RowOrigin(1, "s", 1), TestContext.Current.CancellationToken);
        }

        // Half of what the texts have.
        (GC.GetTotalMemory(forceFullCollection: true) - before).ShouldBeLessThan(60_000_000);
    }
}
