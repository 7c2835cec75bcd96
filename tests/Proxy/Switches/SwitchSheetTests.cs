using Microsoft.Extensions.Configuration;
using Text2Llm.Proxy.Switches;

namespace Text2Llm.Proxy.Tests.Switches;

/// <summary>The format of the switches.</summary>
public sealed class SwitchSheetTests
{
    private static readonly SwitchableProviders Providers = new(new ConfigurationBuilder()
        .AddInMemoryCollection(new Dictionary<string, string?> { ["Providers:one:BaseUrl"] = "x", ["Providers:two:BaseUrl"] = "x" })
        .Build());

    [Fact]
    public void Parse_AsKubectlWritesIt_ReadsEverySwitch()
    {
        var sheet = ParseManifest("""
            apiVersion: v1
            data:
              all: Enabled
              one: |
                # by hand
                state: disabled
                streams: abort
                reason: "Their status page: outage."
                until: 2026-03-01T19:00:00+01:00
              Two: '{"state": "Disabled"}'
            kind: ConfigMap
            metadata:
              annotations: {a: {b: {c: [d]}}}
              name: text2llm-switches
            """);

        sheet.Off.Keys.Order(StringComparer.Ordinal).ShouldBe(["Two", "one"]);
        sheet.Off["one"].ShouldBe(new ProviderSwitch(
            "one", StreamsUnderWay.Abort, "Their status page: outage.", new DateTimeOffset(2026, 3, 1, 18, 0, 0, TimeSpan.Zero)));
        sheet.Off["two"].ShouldBe(new ProviderSwitch("two"));
        (sheet.Mistakes.Count, sheet.Unknown.Count).ShouldBe((0, 0));
    }

    [Theory]
    [InlineData("kind: ConfigMap")]
    [InlineData("kind: ConfigMap\ndata:")]
    [InlineData("kind: ConfigMap\ndata: null")]
    [InlineData("{\"kind\": \"ConfigMap\", \"data\": {}}")]
    public void Parse_NoData_SwitchesNothing(string yaml) => ParseManifest(yaml).Off.ShouldBeEmpty();

    [Theory]
    [InlineData("Off", "'state' is 'Off'; it must be Enabled or Disabled")]
    [InlineData("", "'state' is ''; it must be Enabled or Disabled")]
    [InlineData("[Disabled]", "'state' is ''; it must be Enabled or Disabled")]
    [InlineData("streams: finish", "'state' is missing; it must be Enabled or Disabled")]
    [InlineData("state: Disabled\nstreams: stop", "'streams' is 'stop'; it must be finish or abort")]
    [InlineData("state: Disabled\nreason: {a: b}", "'reason' is not a text")]
    [InlineData("state: Disabled\nstate: Enabled", "'state' is given twice")]
    [InlineData("state: Disabled\nUntil: x", "'Until' is no field of a switch; it has state, streams, reason and until")]
    [InlineData("state: {", "it is not valid YAML")]
    [InlineData("state: *a", "'state' is ''; it must be Enabled or Disabled")]
    public void Parse_WrongSwitch_NamesTheMistakeAndReadsTheOthers(string text, string mistake)
    {
        var sheet = Parse(("one", text), ("two", "Disabled"));

        sheet.Mistakes["one"].ShouldStartWith(mistake);
        sheet.Off.Keys.ShouldBe(["two"]);
    }

    [Fact]
    public void Parse_ValueIsNoText_SaysHowToWriteIt() =>
        ParseManifest("kind: ConfigMap\ndata:\n  one:\n    state: Disabled").Mistakes["one"].ShouldContain("write 'one: |' above it");

    [Fact]
    public void Parse_SameKeyInTwoCases_IsAMistake() => Parse(("one", "Disabled"), ("One", "Enabled")).Mistakes["one"].ShouldBe("it is given twice");

    [Theory]
    [InlineData("2026-03-01T18:00:00")]
    [InlineData("2026-02-30T18:00:00Z")]
    [InlineData("tomorrow")]
    public void Parse_EndThatCannotBeRead_IsOffWithoutAnEnd(string until)
    {
        var sheet = Parse(("one", $"state: Disabled\nuntil: {until}"), ("two", $"state: Enabled\nuntil: {until}"));

        sheet.Off.Values.ShouldBe([new ProviderSwitch("one")]);
        sheet.Mistakes["one"].ShouldBe($"'until' is '{until}'; it must be a time as 2026-01-31T18:00:00Z");
        sheet.Mistakes.Keys.ShouldBe(["one", "two"], ignoreOrder: true);
        sheet.IsUnderstood.ShouldBeFalse();
        sheet.After(Parse(("one", "state: Disabled\nuntil: 2026-03-01T18:00:00Z"))).Off.Values.ShouldBe([new ProviderSwitch("one")]);
    }

    [Fact]
    public void Parse_ALongReason_IsCut()
    {
        // The API server counts code points: what it takes may be twice as long here.
        Parse(("one", $"state: Disabled\nreason: {new string('x', 501)}")).Off["one"].Reason.ShouldBe(new string('x', 499) + "…");
        Parse(("one", $"state: Disabled\nreason: {new string('x', 500)}")).Off["one"].Reason.ShouldBe(new string('x', 500));
        var pairs = string.Concat(Enumerable.Repeat("\U0001F525", 500));
        Parse(("one", $"state: Disabled\nreason: {pairs}")).Off["one"].Reason.ShouldBe(pairs[..498] + "…");
    }

    [Fact]
    public void Parse_NestedWithoutEnd_IsAMistake() =>
        Parse(("one", $"state: {new string('[', 50_000)}")).Mistakes["one"].ShouldBe("it is nested more than 32 deep");

    [Fact]
    public void After_WrongKey_KeepsTheSwitchItHad()
    {
        var before = Parse(("one", "state: Disabled\nreason: first"), ("two", "Disabled"));

        var now = Parse(("one", "state: Dis")).After(before);

        now.Off.Values.ShouldBe([new ProviderSwitch("one", Reason: "first")]);
    }

    private static SwitchSheet ParseManifest(string yaml) => SwitchSheet.Parse(new(SwitchFileKind.Manifest, [new("", yaml)]), Providers);

    private static SwitchSheet Parse(params IEnumerable<(string Key, string Text)> keys) =>
        SwitchSheet.Parse(new(SwitchFileKind.Directory, [.. keys.Select(key => KeyValuePair.Create(key.Key, key.Text))]), Providers);
}
