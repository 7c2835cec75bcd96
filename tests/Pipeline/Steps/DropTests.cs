using Text2Llm.Pipeline.Steps;

namespace Text2Llm.Pipeline.Tests.Steps;

public sealed class DropTests
{
    [Fact]
    public void Drop_DetailThatNobodyAsksFor_IsNotBuilt()
    {
        var number = new Counted();
        var drop = new Drop("reason", $"found {number}");
        drop.Reason.ShouldBe("reason");
        number.Readings.ShouldBe(0);
        drop.Detail.ShouldBe("found 1");
    }

    private sealed class Counted
    {
        public int Readings { get; private set; }

        public override string ToString() => $"{++Readings}";
    }
}
