using System.Text;

namespace Text2Llm.Benchmarks.Upstream;

/// <summary>
/// What the upstream answers, in OpenAI's wire format. Whoever checks an answer makes the same bytes here, so nothing that a gateway
/// drops, doubles, swaps between callers or rewrites goes unseen.
/// </summary>
internal static class Answers
{
    private static readonly string Id = $"chatcmpl-{Template.Mark('I', Template.IdWidth)}";

    // Of the size of a short paragraph, with letters of two, three and four bytes.
    private static readonly string Paragraph = string.Concat(Enumerable.Repeat("Ein kurzer Absatz über nichts – naïve words, quotes and 🙂. ", 10));

    /// <summary>An answer in one piece: a chat completion of about one kilobyte.</summary>
    public static Template Whole() => new(
        $$$"""
        {"id":"{{{Id}}}","object":"chat.completion","created":1764000000,"model":"bench","choices":[{"index":0,"message":{"role":"assistant","content":"{{{Paragraph}}}"},"logprobs":null,"finish_reason":"stop"}],"usage":{"prompt_tokens":120,"completion_tokens":160,"total_tokens":280},"system_fingerprint":"fp_bench"}
        """);

    /// <summary>One event of a streamed answer. Its text says which it is and when it was sent.</summary>
    public static Template Event() => new(
        $$$"""
        data: {"id":"{{{Id}}}","object":"chat.completion.chunk","created":1764000000,"model":"bench","system_fingerprint":"fp_bench","choices":[{"index":0,"delta":{"content":" {{{Template.Mark('N', Template.PlaceWidth)}}} {{{Template.Mark('T', Template.MomentWidth)}}} é 🙂"},"logprobs":null,"finish_reason":null}],"usage":null}


        """.ReplaceLineEndings("\n"));

    /// <summary>What follows the last of them: the finish reason, the usage, and the end.</summary>
    public static Template End() => new(
        $$$"""
        data: {"id":"{{{Id}}}","object":"chat.completion.chunk","created":1764000000,"model":"bench","system_fingerprint":"fp_bench","choices":[{"index":0,"delta":{},"logprobs":null,"finish_reason":"stop"}],"usage":null}

        data: {"id":"{{{Id}}}","object":"chat.completion.chunk","created":1764000000,"model":"bench","system_fingerprint":"fp_bench","choices":[],"usage":{"prompt_tokens":120,"completion_tokens":160,"total_tokens":280}}

        data: [DONE]


        """.ReplaceLineEndings("\n"));

    /// <summary>The template as one HTTP/1.1 chunk, after <paramref name="head"/>.</summary>
    public static Template AsChunk(Template body, string head = "", bool isLast = false) =>
        new($"{head}{body.Bytes.Length:x}\r\n{Encoding.UTF8.GetString(body.Bytes)}\r\n{(isLast ? "0\r\n\r\n" : "")}");
}
