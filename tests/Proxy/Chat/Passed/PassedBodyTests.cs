using System.Text;
using System.Text.Json;
using Text2Llm.Proxy.Chat.Passed;
using Text2Llm.Proxy.Providers;
using Text2Llm.ServiceDefaults.Errors;
using Provider = Text2Llm.Proxy.Providers.Provider;

namespace Text2Llm.Proxy.Tests.Chat.Passed;

/// <summary>Bodies that pass: the caller's own bytes, but for what has to be taken out or asked for.</summary>
public sealed class PassedBodyTests
{
    private static readonly HashSet<string> Refused = ["top_k", "logit_bias"];

    [Theory]
    [InlineData("""{ "model" : "m" , "messages" : [ ] , "x" : 1.50e1 }""")]
    [InlineData("""{"model":"m","messages":[],"top_k":null}""")]
    [InlineData("""{"model":"m","messages":[{"top_k":5}],"x":{"logit_bias":{}}}""")]
    [InlineData("""{"model":"m","messages":[],"x":"ends in null"}""")]
    public void Of_NothingToChange_IsTheCallersOwnBytes(string body) => Pass(body, asksForUsage: false).ShouldBe((body, ""));

    [Theory]
    [InlineData("""{"model":"m","messages":[],"top_k":5}""", """{"model":"m","messages":[]}""", "top_k")]
    [InlineData("""{"top\u005fk":5,"model":"m" , "messages": [ 1 ]}""", """{"model":"m","messages": [ 1 ]}""", "top_k")]
    [InlineData("""{"top_k":5,"model":"m","top_k":6,"messages":[],"logit_bias":{"a":"}"}}""", """{"model":"m","messages":[]}""", "logit_bias, top_k")]
    [InlineData("""{"model":"m","messages":[],"top_k":"null"}""", """{"model":"m","messages":[]}""", "top_k")]
    public void Of_FieldsThatTheProviderRefuses_AreNamedAndLeftOut(string body, string passed, string named) =>
        Pass(body, asksForUsage: false).ShouldBe((passed, named));

    [Theory]
    [InlineData("""{"model":"m","messages":[]}""", """{"model":"m","messages":[],"stream_options":{"include_usage":true}}""")]
    [InlineData("""{"stream_options":null,"model":"m","messages":[]}""", """{"model":"m","messages":[],"stream_options":{"include_usage":true}}""")]
    [InlineData("""{"stream_options":{"include_usage":false,"x":[1, 2]},"model":"m","messages":[]}""", """{"model":"m","messages":[],"stream_options":{"include_usage":true,"x":[1, 2]}}""")]
    [InlineData("""{"stream\u005foptions": { "include_us\u0061ge" : null , "a:b" : {"c":1} },"model":"m","messages":[]}""", """{"model":"m","messages":[],"stream_options":{"include_usage":true,"a:b" : {"c":1}}}""")]
    [InlineData("""{"stream_options":{"a":1},"model":"m","messages":[],"stream_options":{"b":2}}""", """{"model":"m","messages":[],"stream_options":{"include_usage":true,"a":1,"b":2}}""")]
    public void Of_UsageToBeAskedFor_IsMergedIntoTheCallersOptions(string body, string passed)
    {
        var (outgoing, _) = Pass(body, asksForUsage: true);

        outgoing.ShouldBe(passed);
        JsonElement.Parse(outgoing).GetProperty("stream_options").GetProperty("include_usage").GetBoolean().ShouldBeTrue();
    }

    [Theory]
    [InlineData("""{"model":"m","messages":[],"max_tokens":5,"max_completion_tokens":7,"n":2}""", 14)]
    [InlineData("""{"model":"m","messages":[],"max_tokens":7,"n":null,"max_tokens":5}""", 7)]
    [InlineData("""{"model":"m","messages":[],"max_tokens":2147483647,"n":2147483647}""", 2147483647L * 2147483647L)]
    public void Head_MostTokens_AreTheMostThatMayBeMeant(string body, long tokens) => Head(body).AnswerTokens.ShouldBe(tokens);

    [Theory]
    [InlineData("""{"model":"m","messages":[],"stream_options":{"include_usage":true}}""", true)]
    [InlineData("""{"model":"m","messages":[],"stream_options":{"include_usage":1,"x":{"include_usage":true}}}""", false)]
    [InlineData("""{"model":"m","messages":[],"stream_options":{"include_usage":true},"stream_options":{}}""", false)]
    public void Head_Usage_IsToldWhereTheLastWordIsTrue(string body, bool tells) => Head(body).TellsUsage.ShouldBe(tells);

    [Theory]
    [InlineData("""{"model":"m","messages":[],"stream_options":[]}""", "stream_options")]
    [InlineData("""{"model":"m","messages":{}}""", "messages")]
    [InlineData("""{"model":"m","messages":[],"n":0}""", "n")]
    [InlineData("""{"model":null,"messages":[]}""", "model")]
    public void Head_Wrong_NamesTheField(string body, string field) =>
        Should.Throw<CallException>(() => Head(body)).Error.Parameter.ShouldBe(field);

    private static (string Body, string Named) Pass(string body, bool asksForUsage)
    {
        var named = new UnsupportedFields(areIgnored: false);
        var outgoing = Encoding.UTF8.GetString(PassedBody.Of(Encoding.UTF8.GetBytes(body), Head(body), Refused, named, asksForUsage).Span);
        try
        {
            named.Check(new Provider("p", new ProviderOptions { BaseUrl = "https://p.test" }, Text2Llm.Proxy.Providers.OpenAI.OpenAIWire.Compatible));
            return (outgoing, "");
        }
        catch (CallException refused)
        {
            return (outgoing, refused.Error.Metadata["fields"]);
        }
    }

    private static ChatCompletionHead Head(string body) => ChatCompletionHead.Read(Encoding.UTF8.GetBytes(body));
}
