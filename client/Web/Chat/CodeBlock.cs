namespace Text2Llm.Web.Chat;

/// <summary>What stands between two fences, or after one whose end has not arrived.</summary>
/// <param name="Text">The code.</param>
/// <param name="Language">What the opening fence calls it, or empty.</param>
public sealed record CodeBlock(string Text, string Language) : AnswerBlock(Text);
