namespace Text2Llm.Web.Chat;

/// <summary>A paragraph.</summary>
/// <param name="Text">Its text.</param>
public sealed record ProseBlock(string Text) : AnswerBlock(Text);
