namespace Text2Llm.Local.Demo;

/// <summary>The demonstration's answer: says plainly what it is, and gives the question back.</summary>
/// <param name="Words">The text, cut after each word's white space.</param>
/// <param name="FinishReason">Why it ends: <c>stop</c>, or <c>length</c> where the caller wanted it shorter.</param>
/// <param name="Usage">A word counts as a token.</param>
internal sealed record DemoAnswer(IReadOnlyList<string> Words, string FinishReason, DemoUsage Usage)
{
    private const int LongestQuote = 400;

    /// <summary>The whole text.</summary>
    public string Text => string.Concat(Words);

    /// <summary>The answer to a request; the same for the same request.</summary>
    public static DemoAnswer To(DemoRequest request)
    {
        var messages = (request.Messages ?? []).OfType<DemoRequestMessage>().ToList();
        var question = messages.LastOrDefault(message => message.Role == "user")?.Text.Trim() ?? "";
        var turns = messages.Count(message => message.Role == "user");
        var words = Split(Write(question, turns));
        var allowed = (request.MaxCompletionTokens ?? request.MaxTokens) is { } most && most < words.Count ? words[..most] : words;
        var asked = messages.Sum(message => Split(message.Text).Count);
        return new DemoAnswer(
            allowed, allowed.Count < words.Count ? "length" : "stop", new DemoUsage(asked, allowed.Count, asked + allowed.Count));
    }

    private static string Write(string question, int turns)
    {
        var quote = question.Length <= LongestQuote ? question : string.Concat(question.AsSpan(0, LongestQuote), "…");
        return $"""
            This is a demonstration. No language model is behind it, and nothing you write here leaves this computer.

            You wrote, as message {turns} of this chat:

            “{quote}”

            Your message took the way that every chat takes: from this page over gRPC-Web to the proxy, which checked who you are and what you may use, on to the provider you chose, and back word by word. With a provider of your own, such as OpenAI or Groq, everything but the answer stays the same: choose it above, enter your key for it, and write again.
            """;
    }

    private static List<string> Split(string text)
    {
        List<string> words = [];
        var start = 0;
        for (var index = 1; index <= text.Length; index++)
        {
            if (index == text.Length || (char.IsWhiteSpace(text[index - 1]) && !char.IsWhiteSpace(text[index])))
            {
                words.Add(text[start..index]);
                start = index;
            }
        }

        return words;
    }
}
