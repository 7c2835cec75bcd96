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
        SwitchesConfigMap.Write(switches, Now.AddHours(2)).ShouldBeEmpty();
    }

    [Fact]
    public void Write_Star_IsEverything()
    {
        SwitchesConfigMap.Write([Switch("a", "*", SwitchState.Disabled)], Now).Keys.ShouldBe(["all"]);
    }

    [Theory]
    [InlineData("one", "tomorrow")]
    [InlineData("all", null)]
    [InlineData("", null)]
    public void Of_WhatCannotBeUnderstood_SwitchesNothingAndSaysWhy(string provider, string? until)
    {
        var stands = SwitchInForce.Of(Switch("a", provider, SwitchState.Disabled, until), Now);

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
