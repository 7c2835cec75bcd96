using k8s.Models;
using Text2Llm.Operator.Switches;
using Text2Llm.Resources.Switches;

namespace Text2Llm.Operator.Tests.Switches;

/// <summary>What several switches amount to together.</summary>
public sealed class SwitchesConfigMapTests
{
    private static readonly DateTimeOffset Now = new(2026, 1, 1, 12, 0, 0, TimeSpan.Zero);

    [Fact]
    public void Write_SeveralForOneProvider_TheMostRestrictiveHolds()
    {
        V1Alpha1ProviderSwitch[] switches =
        [
            Switch("a", "one", SwitchState.Disabled, "2026-01-01T13:00:00Z", StreamsUnderWay.Abort, "short"),
            Switch("b", "one", SwitchState.Disabled, "2026-01-01T14:00:00Z", StreamsUnderWay.Finish, "long: \"quoted\""),
            Switch("c", "one", SwitchState.Enabled),
        ];

        var data = SwitchesConfigMap.Write(switches, Now);

        data.Keys.ShouldBe(["one"]);
        data["one"].ShouldBe("state: Disabled\nstreams: abort\nreason: \"long: \\u0022quoted\\u0022\"\nuntil: 2026-01-01T14:00:00Z\n");
        SwitchesConfigMap.Write(switches.Reverse(), Now).ShouldBe(data);
        SwitchesConfigMap.Write(switches, Now.AddHours(1))["one"].ShouldContain("streams: finish");
    }

    [Fact]
    public void Write_WhatHasEnded_IsTheSameForEveryClock()
    {
        V1Alpha1ProviderSwitch[] switches = [Switch("a", "one", SwitchState.Disabled, "2026-01-01T12:00:01Z", StreamsUnderWay.Abort, "An update.")];

        var ahead = SwitchesConfigMap.Write(switches, Now.AddSeconds(2));

        ahead["one"].ShouldBe("state: Disabled\nstreams: abort\nreason: \"An update.\"\nuntil: 2026-01-01T12:00:01Z\n");
        ahead.ShouldBe(SwitchesConfigMap.Write(switches, Now));
    }

    [Fact]
    public void Write_EndThatCannotBeRead_IsOffWithoutAnEnd()
    {
        var data = SwitchesConfigMap.Write([Switch("a", "one", SwitchState.Disabled, "tomorrow")], Now);

        data["one"].ShouldBe("state: Disabled\nstreams: finish\n");
        var stands = SwitchInForce.Of(Switch("a", "one", SwitchState.Disabled, "tomorrow"), Now);
        (stands.Is, stands.IsValid).ShouldBe((true, false));
        stands.Message.ShouldBe("spec.until is 'tomorrow'; it must be a time as 2026-01-31T18:00:00Z. one is off, without an end.");
    }

    [Fact]
    public void Write_Star_IsEverything()
    {
        SwitchesConfigMap.Write([Switch("a", "*", SwitchState.Disabled)], Now).Keys.ShouldBe(["all"]);
    }

    [Theory]
    [InlineData("all")]
    [InlineData("")]
    public void Of_WhatCannotBeUnderstood_SwitchesNothingAndSaysWhy(string provider)
    {
        var stands = SwitchInForce.Of(Switch("a", provider, SwitchState.Disabled), Now);

        (stands.Is, stands.IsValid).ShouldBe((false, false));
        stands.Message.ShouldStartWith("spec.");
    }

    private static V1Alpha1ProviderSwitch Switch(
        string name, string provider, SwitchState state, string? until = null, StreamsUnderWay? streams = null, string? reason = null) => new()
        {
            Metadata = new V1ObjectMeta { Name = name },
            Spec = new() { Provider = provider, State = state, Until = until, Streams = streams, Reason = reason },
        };
}
