using Microsoft.Extensions.Time.Testing;
using Text2Llm.ServiceDefaults.Telemetry;

namespace Text2Llm.ServiceDefaults.Tests;

public sealed class OncePerMinuteTests
{
    private readonly FakeTimeProvider _time = new();

    [Fact]
    public void IsDue_ThroughAMinute_OnceAndThenAgain()
    {
        var told = new OncePerMinute(_time);

        told.IsDue().ShouldBeTrue();
        told.IsDue().ShouldBeFalse();
        _time.Advance(TimeSpan.FromSeconds(59));
        told.IsDue().ShouldBeFalse();
        _time.Advance(TimeSpan.FromSeconds(1));
        told.IsDue().ShouldBeTrue();
        told.IsDue().ShouldBeFalse();
    }

    [Fact]
    public void IsDue_ManyAtOnce_ForOne()
    {
        var told = new OncePerMinute(_time);
        var due = 0;

        Parallel.For(0, 1000, _ => Interlocked.Add(ref due, told.IsDue() ? 1 : 0));

        due.ShouldBe(1);
    }
}
