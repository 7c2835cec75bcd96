using Text2Llm.Pipeline.Jobs;
using Text2Llm.Pipeline.Records;

namespace Text2Llm.Pipeline.Tests.Records;

public sealed class DatasetRecordTests
{
    [Fact]
    public void Content_OfARecordWithOtherParts_IsThatOfThose()
    {
        var record = DatasetRecord.OfText("one");
        record.Content.ShouldBe("one");

        var changed = record with { Kind = RecordKind.Messages, Parts = [.. record.Parts, record.Parts[0] with { Text = "two" }] };

        changed.Content.ShouldBe("one\n\ntwo");
        record.Content.ShouldBe("one");
    }
}
