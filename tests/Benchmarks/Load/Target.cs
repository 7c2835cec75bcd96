using System.Net;
using System.Text;
using Text2Llm.Benchmarks.Upstream;

namespace Text2Llm.Benchmarks.Load;

/// <summary>Where the load goes.</summary>
/// <param name="EndPoint">The server's address.</param>
/// <param name="Path">The path that takes chat completions.</param>
/// <param name="HeadersFor">The headers that this server asks of a user, who is named by number.</param>
internal sealed record Target(IPEndPoint EndPoint, string Path, Func<int, IReadOnlyDictionary<string, string>> HeadersFor)
{
    private static readonly string Prompt = string.Concat(Enumerable.Repeat("Tell me something about nothing, please. ", 12));

    /// <summary>A whole HTTP/1.1 request of one user for one kind of answer, to be given an id.</summary>
    public Template RequestOf(int user, AnswerPlan plan)
    {
        // Streams ask for their usage, so that every gateway passes the very same events.
        var options = plan.IsStreamed ? "\"stream\":true,\"stream_options\":{\"include_usage\":true}," : "";
        var body =
            $$"""{"model":"{{plan.Model}}","user":"{{Template.Mark('I', Template.IdWidth)}}",{{options}}"max_tokens":256,"messages":[{"role":"system","content":"You are brief."},{"role":"user","content":"{{Prompt}}"}]}""";
        var head = new StringBuilder($"POST {Path} HTTP/1.1\r\nHost: {EndPoint}\r\nContent-Type: application/json\r\nContent-Length: {body.Length}\r\n");
        foreach (var (name, value) in HeadersFor(user))
        {
            head.Append(null, $"{name}: {value}\r\n");
        }

        return new Template($"{head}\r\n{body}");
    }
}
