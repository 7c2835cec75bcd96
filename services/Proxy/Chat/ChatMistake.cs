namespace Text2Llm.Proxy.Chat;

/// <summary>A mistake in a chat.</summary>
/// <param name="Field">The field that is wrong, by the name that it has on both surfaces.</param>
/// <param name="What">What is wrong with it: the sentence that follows its name.</param>
internal readonly record struct ChatMistake(string Field, string What)
{
    /// <summary>The whole sentence.</summary>
    public override string ToString() => $"{Field}{What}";
}
