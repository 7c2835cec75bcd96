using Text2Llm.Pipeline.Jobs;
using Text2Llm.Pipeline.Records;

namespace Text2Llm.Pipeline.Tests.Mapping;

public sealed class ShapeMappingTests
{
    [Theory]
    [InlineData(
        """{"messages":[{"role":"system","content":"s"},{"role":"user","content":"q"},{"role":"assistant","content":"a"}]}""",
        "Message/System: s | Message/User: q | Message/Assistant: a")]
    [InlineData(
        """{"conversations":[{"from":"human","value":"q"},{"from":"gpt","value":"a"},{"from":"USER","value":"q2"},{"from":"bing","value":"a2"}]}""",
        "Message/User: q | Message/Assistant: a | Message/User: q2 | Message/Assistant: a2")]
    [InlineData("""{"system":"s","conversations":[{"from":"user","value":"q"},{"from":"chatgpt","value":"a"}]}""", "Message/System: s | Message/User: q | Message/Assistant: a")]
    [InlineData(
        """{"messages":[{"role":"user","content":[{"type":"text","text":"look"},{"type":"image_url","image_url":{"url":"u"}},{"type":"text","text":"here"}]}]}""",
        """Message/User: look|here {"parts":[{"type":"image_url","image_url":{"url":"u"}}]}""")]
    [InlineData(
        """{"messages":[{"role":"assistant","content":null,"tool_calls":[{"id":"1","function":{"name":"f"}}],"name":null},{"role":"function","name":"f","content":"r"}]}""",
        """Message/Assistant:  {"tool_calls":[{"id":"1","function":{"name":"f"}}]} | Message/Tool: r {"name":"f"}""")]
    [InlineData(
        """{"conversations":[{"from":"human","value":"q"},{"from":"function_call","value":"{\"name\":\"f\",\"arguments\":{\"x\":1}}"},{"from":"observation","value":"r"}]}""",
        """Message/User: q | Message/Assistant:  {"tool_calls":[{"type":"function","function":{"name":"f","arguments":"{\"x\":1}"}}]} | Message/Tool: r""")]
    [InlineData("""{"messages":[{"role":"user","from":"gpt","content":"c","value":"v","content":"again"}]}""", "Message/User: c")]
    [InlineData("""{"messages":[{"role":"narrator","content":"x"}]}""", """Message: x {"role":"narrator"}""")]
    [InlineData("""{"messages":"[{\"role\":\"user\",\"content\":\"in a table\"}]"}""", "Message/User: in a table")]
    [InlineData("""{"instruction":"do","input":"","output":"done"}""", "Instruction: do | Output: done")]
    [InlineData("""{"instruction":"do","input":"it","output":"done","system":"s","history":[]}""", "System: s | Instruction: do | Input: it | Output: done")]
    [InlineData("""{"prompt":"p","completion":"c"}""", "Prompt: p | Completion: c")]
    [InlineData("""{"prompt":"p","response":"c"}""", "Prompt: p | Completion: c")]
    [InlineData(
        """{"prompt":[{"role":"user","content":"p"}],"completion":[{"role":"assistant","content":"c"}]}""",
        "Prompt/User: p | Completion/Assistant: c")]
    [InlineData("""{"prompt":"p","chosen":"good","rejected":"bad"}""", "Prompt: p | Chosen: good | Rejected: bad")]
    [InlineData("""{"chosen":"good","rejected":"bad"}""", "Chosen: good | Rejected: bad")]
    [InlineData(
        """{"chosen":[{"role":"user","content":"p"},{"role":"assistant","content":"good"}],"rejected":[{"role":"user","content":"p"},{"role":"assistant","content":"bad"}]}""",
        "Prompt/User: p | Chosen/Assistant: good | Rejected/Assistant: bad")]
    [InlineData(
        """{"prompt":"p","chosen":[{"role":"user","content":"p"},{"role":"assistant","content":"good"}],"rejected":[{"role":"user","content":"p"},{"role":"assistant","content":"bad"}]}""",
        "Prompt/User: p | Chosen/Assistant: good | Rejected/Assistant: bad")]
    [InlineData(
        """{"prompt":"p","chosen":[{"role":"assistant","content":"same"}],"rejected":[{"role":"assistant","content":"same"}]}""",
        "Prompt/User: p | Chosen/Assistant: same | Rejected/Assistant: same")]
    [InlineData(
        """{"input":{"messages":[{"role":"user","content":"p"}],"tools":[1]},"preferred_output":[{"role":"assistant","content":"good"}],"non_preferred_output":[{"role":"assistant","content":"bad"}]}""",
        "Prompt/User: p | Chosen/Assistant: good | Rejected/Assistant: bad")]
    [InlineData("""{"prompt":"p","completion":"c","label":true}""", "Prompt: p | Completion: c")]
    public void Map_Shape_IsUnderstood(string line, string record) => Mapped.Show(Mapped.Record(line)).Replace('\n', '|').ShouldBe(record);

    [Theory]
    [InlineData("true", true)]
    [InlineData("false", false)]
    [InlineData("1", true)]
    [InlineData("0", false)]
    [InlineData("\"False\"", false)]
    public void Map_Label_IsTrueOrFalse(string label, bool expected) =>
        Mapped.Record($$"""{"prompt":"p","completion":"c","label":{{label}}}""").Label.ShouldBe(expected);

    [Theory]
    [InlineData("""{"messages":[]}""", null)]
    [InlineData("""{"messages":{"role":"user"}}""", RejectReasons.WrongType)]
    [InlineData("""{"messages":["hello"]}""", RejectReasons.WrongType)]
    [InlineData("""{"messages":[{"role":"user","content":5}]}""", RejectReasons.WrongType)]
    [InlineData("""{"messages":[{"role":5,"content":"x"}]}""", RejectReasons.WrongType)]
    [InlineData("""{"messages":[{"content":"x"}]}""", RejectReasons.MissingField)]
    [InlineData("""{"messages":[{"role":"user","content":"\ud800"}]}""", RejectReasons.LoneSurrogate)]
    [InlineData("""{"messages":[{"role":"user","content":"\u0000"}]}""", RejectReasons.NotText)]
    [InlineData("""{"messages":"no list"}""", RejectReasons.WrongType)]
    [InlineData("""{"messages":"[1"}""", RejectReasons.WrongType)]
    [InlineData("""{"text":"x"}""", RejectReasons.MissingField)]
    public void Map_BrokenConversation_IsRejectedOrLeftToTheRules(string line, string? reason) =>
        Mapped.Try(line, new RecordsSpec { Kind = RecordKind.Messages }).Rejection?.Reason.ShouldBe(reason);

    [Fact]
    public void Map_TurnNestedTooDeep_IsRejected() => Mapped.Rejection(
        $"{{\"messages\":[{{\"role\":\"user\",\"content\":\"x\",\"deep\":{new string('[', 100)}{new string(']', 100)}}}]}}").Reason.ShouldBe(RejectReasons.WrongType);

    [Theory]
    [InlineData("""{"prompt":"p","completion":"c","label":2}""", RejectReasons.WrongType)]
    [InlineData("""{"prompt":"p","completion":"c","label":null}""", RejectReasons.WrongType)]
    [InlineData("""{"prompt":"p","completion":"c"}""", RejectReasons.MissingField)]
    public void Map_NoGoodLabel_IsRejected(string line, string reason) =>
        Mapped.Rejection(line, new RecordsSpec { Fields = new RecordFields { Label = "label" } }).Reason.ShouldBe(reason);

    [Fact]
    public void Map_InstructionWithEarlierTurns_IsRejectedRatherThanLosingThem() =>
        Mapped.Rejection("""{"instruction":"do","output":"done","history":[["q","a"]]}""").Detail.ShouldContain("history");

    [Fact]
    public void Map_RunOfTexts_TakesNoTurnsForATextNorTextsForTurns()
    {
        var spec = new RecordsSpec();
        var texts = Mapped.Layout(spec, """{"prompt":"p","completion":"c"}""");
        Mapped.Try("""{"prompt":[{"role":"user","content":"p"}],"completion":"c"}""", spec, texts).Rejection!.Reason.ShouldBe(RejectReasons.WrongType);
        var turns = Mapped.Layout(spec, """{"prompt":[{"role":"user","content":"p"}],"completion":[{"role":"assistant","content":"c"}]}""");
        Mapped.Show(Mapped.Try("""{"prompt":"[1] p","completion":"c"}""", spec, turns).Record!).ShouldBe("Prompt/User: [1] p | Completion/Assistant: c");
    }

    [Fact]
    public void Map_Tools_AreKeptOnce() =>
        Mapped.Record("""{"tools":[{"x":1}],"id":7,"messages":[{"role":"user","content":"q"}]}""", new RecordsSpec { Keep = ["id", "tools"] }).Extra
            .ShouldBe("""{"tools":[{"x":1}],"id":7}""");

    [Fact]
    public void Map_NamedTurnMembers_AreRead() =>
        Mapped.Show(Mapped.Record(
            """{"log":{"turns":[{"who":"user","what":"q"},{"who":"model","what":"a"}]}}""",
            new RecordsSpec { Fields = new RecordFields { Messages = "log.turns", Role = "who", Content = "what" } }))
            .ShouldBe("Message/User: q | Message/Assistant: a");

    [Fact]
    public void Content_OfARecordWithOtherParts_IsThatOfThoseParts()
    {
        var record = Mapped.Record("""{"prompt":"p","completion":"c"}""");
        record.Content.ShouldBe("p\n\nc");
        (record with { Parts = [new RecordPart(PartKind.Prompt, ChatRole.None, "new")] }).Content.ShouldBe("new");
    }
}
