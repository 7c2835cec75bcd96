using Text2Llm.Proxy.Providers;

namespace Text2Llm.Proxy.Tests.Providers.OpenAI;

/// <summary>Tool calls as careless providers send them.</summary>
public sealed class ToolCallSequenceTests
{
    private const string End = """{"choices":[{"delta":{},"finish_reason":"stop"}]}""";

    [Theory]
    [InlineData(4097, 1)]
    [InlineData(1, 4097)]
    public void Read_IdOrNameWithoutEnd_IsAFault(int idLength, int nameLength)
    {
        var (id, name) = (new string('i', idLength), new string('n', nameLength));

        Should.Throw<ProviderFaultException>(() => AnswerUnderTest.Whole(
            $$$"""{"choices":[{"message":{"tool_calls":[{"id":"{{{id}}}","function":{"name":"{{{name}}}","arguments":"{}"}}]} }]}"""));
    }

    [Theory]
    [InlineData("every call has the index 0",
        """{"index":0,"id":"a","function":{"name":"f","arguments":"{}"}} {"index":0,"id":"b","function":{"name":"f","arguments":"{}"}}""",
        "tool 0|a|f|{} tool 1|b|f|{}")]
    [InlineData("no index",
        """{"id":"a","function":{"name":"f","arguments":"{"}} {"function":{"arguments":"}"}} {"id":"b","function":{"name":"g","arguments":"{}"}}""",
        "tool 0|a|f|{ tool 0|||} tool 1|b|g|{}")]
    [InlineData("indexes with gaps, interleaved",
        """{"index":3,"id":"a","function":{"name":"f","arguments":""}} {"index":7,"id":"b","function":{"name":"g","arguments":""}} {"index":3,"function":{"arguments":"1"}} {"index":7,"function":{"arguments":"2"}}""",
        "tool 0|a|f| tool 1|b|g| tool 0|||1 tool 1|||2")]
    [InlineData("id and name with every piece",
        """{"index":0,"id":"a","function":{"name":"f","arguments":"{"}} {"index":0,"id":"a","function":{"name":"f","arguments":"}"}}""",
        "tool 0|a|f|{ tool 0|||}")]
    [InlineData("another id with every piece",
        """{"index":0,"id":"a","function":{"name":"f","arguments":"{"}} {"index":0,"id":"z","function":{"arguments":"}"}}""",
        "tool 0|a|f|{ tool 0|||}")]
    [InlineData("no ids, name repeated",
        """{"index":0,"function":{"name":"f","arguments":"{"}} {"index":0,"function":{"name":"f","arguments":"}"}} {"index":1,"function":{"name":"f","arguments":"{}"}}""",
        "tool 0|made0|f|{ tool 0|||} tool 1|made1|f|{}")]
    [InlineData("arguments as objects, no ids",
        """{"index":0,"function":{"name":"f","arguments":{"x":[1,"ü"]}}} {"index":0,"function":{"name":"f","arguments":{}}}""",
        """tool 0|made0|f|{"x":[1,"ü"]} tool 1|made1|f|{}""")]
    [InlineData("the id before the name",
        """{"index":0,"id":"a","function":{"name":"g","arguments":null}} {"index":1,"id":"b"} {"index":1,"function":{"name":"f","arguments":"{}"}}""",
        "tool 0|a|g| tool 1|b|f|{}")]
    [InlineData("pieces that say nothing",
        """{"index":0,"id":"a","function":{"name":"f","arguments":"{}"}} {"index":0,"id":"","function":{"name":null,"arguments":""}} null 7""",
        "tool 0|a|f|{}")]
    [InlineData("Google's seal, first and late",
        """{"index":0,"id":"a","function":{"name":"f","arguments":"{}"},"extra_content":{"google":{"thought_signature":"s"}}} {"extra_content":{"google":{}}}""",
        """tool 0|a|f|{}|{"google":{"thought_signature":"s"}} tool 0||||{"google":{}}""")]
    public async Task Read_CarelessPieces_AreTheCallsThatWereMeant(string how, string pieces, string calls)
    {
        var events = pieces.Split(' ').Select(piece => $$$"""{"choices":[{"delta":{"tool_calls":[{{{piece}}}]}}]}""");

        var told = AnswerUnderTest.Tell(await AnswerUnderTest.StreamAsync([.. events, End]));

        string.Join(' ', told.SkipLast(1)).ShouldBe(calls, how);
        told[^1].ShouldBe("end ToolCalls ");
    }

    [Fact]
    public async Task Read_CallsWithoutEnd_AreBounded()
    {
        var calls = Enumerable.Range(0, 1025).Select(number => $$$"""{"id":"c{{{number}}}","function":{"name":"f"}}""");

        var fault = await Should.ThrowAsync<ProviderFaultException>(
            () => AnswerUnderTest.StreamAsync([$$$"""{"choices":[{"delta":{"tool_calls":[{{{string.Join(',', calls)}}}]}}]}"""]));

        fault.Message.ShouldContain("1024");
    }
}
