using Text2Llm.Web.Chat;

namespace Text2Llm.Web.Tests.Chat;

public sealed class WaitTextTests
{
    [Theory]
    [InlineData(0.2, "1 s")]
    [InlineData(12, "12 s")]
    [InlineData(99, "99 s")]
    [InlineData(130, "3 min")]
    [InlineData(20_000, "6 h")]
    public void For_AWait_IsRoundedUp(double seconds, string expected) =>
        WaitText.For(TimeSpan.FromSeconds(seconds)).ShouldBe(expected);
}
