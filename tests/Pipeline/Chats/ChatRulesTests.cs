using Text2Llm.Pipeline.Chats;
using Text2Llm.Pipeline.Jobs;
using Text2Llm.Pipeline.Records;
using Text2Llm.Pipeline.Tests.Mapping;

namespace Text2Llm.Pipeline.Tests.Chats;

/// <summary>Conversations in short: s, u, a and t speak, a turn each; "u:" is an empty turn.</summary>
public sealed class ChatRulesTests
{
    [Theory]
    [InlineData("u:q a:a")]
    [InlineData("s:s u:q a:a u:q2 a:a2")]
    [InlineData("u:q a:call t:r a:a")]
    [InlineData("u:q a:call t: t:r a:a")]
    public void Apply_GoodConversation_Stays(string turns)
    {
        var (kept, reason, counts) = Apply(turns, repair: false);
        (kept, reason).ShouldBe((turns, null));
        counts.ShouldBeEmpty();
    }

    // The cases of LLaMA-Factory's issues 4249, 6878 and 9618: wrong order, empty turns, missing answers.
    [Theory]
    [InlineData("u:q u:q2 a:a", ChatReasons.RoleOrder)]
    [InlineData("u:q a:a a:a2", ChatReasons.RoleOrder)]
    [InlineData("a:hello u:q a:a", ChatReasons.RoleOrder)]
    [InlineData("t:r u:q a:a", ChatReasons.RoleOrder)]
    [InlineData("u:q t:r a:a", ChatReasons.RoleOrder)]
    [InlineData("u:q a:a t:r u:q2 a:a2", ChatReasons.RoleOrder)]
    [InlineData("u:q a:", ChatReasons.EmptyTurn)]
    [InlineData("u:q a:a u: a:a2", ChatReasons.EmptyTurn)]
    [InlineData("u:q a:a u:q2", ChatReasons.NoAnswer)]
    [InlineData("u:q a:a t:r", ChatReasons.NoAnswer)]
    [InlineData("s:s", ChatReasons.NoUser)]
    [InlineData("", ChatReasons.NoUser)]
    [InlineData("u:q s:s a:a", ChatReasons.SystemNotFirst)]
    [InlineData("n:once u:q a:a", ChatReasons.UnknownRole)]
    public void ChatValidation_Failure12_WrongOrderEmptyTurnsOrMissingAnswers_AreDropped(string turns, string reason) =>
        Apply(turns, repair: false).Reason.ShouldBe(reason);

    [Theory]
    [InlineData("u:q u:q2 a:a", "u:q||q2 a:a", "chat.merged")]
    [InlineData("u:q a:a a:a2 a:a3", "u:q a:a||a2||a3", "chat.merged")]
    [InlineData("u:q a:a u: ", "u:q a:a", "chat.droppedEmpty")]
    [InlineData("s: u:q a:a", "u:q a:a", "chat.droppedEmpty")]
    [InlineData("u:q a:a u:q2 a:", "u:q a:a", "chat.droppedEmpty,chat.droppedTrailing")]
    [InlineData("u:q a:a u:q2", "u:q a:a", "chat.droppedTrailing")]
    [InlineData("u:q a:a u:q2 u:q3", "u:q a:a", "chat.droppedTrailing,chat.merged")]
    [InlineData("a:hello u:q a:a", "u:q a:a", "chat.droppedLeading")]
    [InlineData("s:s a:hello u:q a:a", "s:s u:q a:a", "chat.droppedLeading")]
    [InlineData("u:q s:s a:a", "s:s u:q a:a", "chat.movedSystem")]
    [InlineData("s:s s:s2 u:q a:a", "s:s||s2 u:q a:a", "chat.merged")]
    public void ChatValidation_Failure12_WhatIsSafe_IsMendedAndCounted(string turns, string mended, string repairs)
    {
        var (kept, reason, counts) = Apply(turns, repair: true);
        (kept, reason).ShouldBe((mended, null));
        string.Join(',', counts.Keys.Order()).ShouldBe(repairs);
        counts.Values.ShouldAllBe(count => count == 1);
    }

    [Theory]
    [InlineData("u:q a: u:q2 a:a", ChatReasons.EmptyTurn)]
    [InlineData("u:q a:a u: a:a2", ChatReasons.EmptyTurn)]
    [InlineData("s:s u:q s:s2 a:a", ChatReasons.SystemNotFirst)]
    [InlineData("u:q", ChatReasons.NoAnswer)]
    [InlineData("u: a:", ChatReasons.NoUser)]
    [InlineData("a:a", ChatReasons.RoleOrder)]
    [InlineData("u:q t:r a:a", ChatReasons.RoleOrder)]
    [InlineData("n:once u:q u:q2 a:a", ChatReasons.UnknownRole)]
    public void ChatValidation_Failure12_WhatIsNotSafe_IsDroppedAndNothingIsCounted(string turns, string reason)
    {
        var (_, found, counts) = Apply(turns, repair: true);
        found.ShouldBe(reason);
        counts.ShouldBeEmpty();
    }

    [Theory]
    [InlineData("""{"tool_calls":[{"id":"1"},{"id":"2"}]}""", """{"tool_call_id":"2"}""", """{"tool_call_id":"1"}""", null)]
    [InlineData("""{"tool_calls":[{"id":"1"},{"id":"2"}]}""", """{"tool_call_id":"1"}""", """{"tool_call_id":"3"}""", ChatReasons.UnansweredCall)]
    [InlineData("""{"tool_calls":[{"id":"1"},{"id":"2"}]}""", """{"tool_call_id":"1"}""", null, ChatReasons.UnansweredCall)]
    [InlineData("""{"tool_calls":[{},{}]}""", "{}", "{}", null)]
    [InlineData("""{"function_call":{}}""", """{"name":"f"}""", null, null)]
    public void Apply_ToolCalls_MustBeAnswered(string calls, string first, string? second, string? reason)
    {
        var tools = new[] { first, second }.OfType<string>().Select(extra => new RecordPart(PartKind.Message, ChatRole.Tool, "r", extra));
        RecordPart[] turns =
        [
            new(PartKind.Message, ChatRole.User, "q"), new(PartKind.Message, ChatRole.Assistant, "", calls), .. tools,
            new(PartKind.Message, ChatRole.Assistant, "a"),
        ];
        var record = new DatasetRecord(RecordKind.Messages, turns);
        new ChatRules(repair: true).Apply(ref record)?.Reason.ShouldBe(reason);
        (new ChatRules(repair: true).Apply(ref record) is null).ShouldBe(reason is null);
    }

    [Fact]
    public void Apply_LastTurnCallsATool_IsAnAnswer()
    {
        var record = new DatasetRecord(
            RecordKind.Messages, [new(PartKind.Message, ChatRole.User, "q"), new(PartKind.Message, ChatRole.Assistant, "", """{"tool_calls":[{"id":"1"}]}""")]);
        new ChatRules(repair: false).Apply(ref record).ShouldBeNull();
    }

    [Fact]
    public void Apply_TurnsWithNames_AreNotMerged()
    {
        var record = new DatasetRecord(
            RecordKind.Messages,
            [new(PartKind.Message, ChatRole.User, "q", """{"name":"A"}"""), new(PartKind.Message, ChatRole.User, "q"), new(PartKind.Message, ChatRole.Assistant, "a")]);
        new ChatRules(repair: true).Apply(ref record)!.Reason.ShouldBe(ChatReasons.RoleOrder);
    }

    [Fact]
    public void Apply_HugeConversation_TakesNoQuadraticTime()
    {
        var record = new DatasetRecord(RecordKind.Messages, [.. Enumerable.Repeat(new RecordPart(PartKind.Message, ChatRole.User, "q"), 300_000), new(PartKind.Message, ChatRole.Assistant, "a")]);
        new ChatRules(repair: true).Apply(ref record).ShouldBeNull();
        record.Parts.Count.ShouldBe(2);
    }

    [Theory]
    [InlineData("""{"instruction":"i","output":" "}""", ChatReasons.EmptyAnswer)]
    [InlineData("""{"prompt":"p","completion":""}""", ChatReasons.EmptyAnswer)]
    [InlineData("""{"prompt":"","completion":"c"}""", null)]
    [InlineData("""{"prompt":"p","completion":"","label":true}""", ChatReasons.EmptyAnswer)]
    [InlineData("""{"prompt":"p","chosen":"c","rejected":""}""", ChatReasons.EmptyAnswer)]
    [InlineData("""{"prompt":"p","chosen":"c","rejected":"c"}""", ChatReasons.SameAnswers)]
    [InlineData("""{"prompt":"p","chosen":"c","rejected":"r"}""", null)]
    [InlineData("""{"chosen":[{"role":"user","content":"p"},{"role":"assistant","content":"c"}],"rejected":[{"role":"user","content":"p"},{"role":"assistant","content":"c"}]}""", ChatReasons.SameAnswers)]
    [InlineData("""{"chosen":[{"role":"user","content":"p"},{"role":"assistant","content":"c"}],"rejected":[{"role":"user","content":"p"},{"role":"user","content":"r"}]}""", ChatReasons.RoleOrder)]
    [InlineData("""{"prompt":[{"role":"user","content":"p"}],"completion":[{"role":"assistant","content":""}]}""", ChatReasons.EmptyTurn)]
    [InlineData("""{"text":""}""", null)]
    public void Apply_OtherKinds_NeedAnAnswerThatTeaches(string line, string? reason)
    {
        var record = Mapped.Record(line);
        (new ChatRules(repair: true).Apply(ref record)?.Reason).ShouldBe(reason);
    }

    private static (string Kept, string? Reason, IDictionary<string, long> Counts) Apply(string turns, bool repair)
    {
        var record = new DatasetRecord(RecordKind.Messages, [.. turns.Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(Turn)]);
        var rules = new ChatRules(repair);
        var drop = rules.Apply(ref record);
        var counts = new SortedDictionary<string, long>(StringComparer.Ordinal);
        rules.AddCounts(counts);
        return (string.Join(' ', record.Parts.Select(part => $"{"nsuat"[(int)part.Role]}:{part.Text.Replace('\n', '|')}")), drop?.Reason, counts);
    }

    private static RecordPart Turn(string turn) => new(PartKind.Message, (ChatRole)"nsuat".IndexOf(turn[0], StringComparison.Ordinal), turn[2..]);
}
