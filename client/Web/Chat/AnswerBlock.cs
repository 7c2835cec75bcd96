namespace Text2Llm.Web.Chat;

/// <summary>A part of an answer as it is shown.</summary>
/// <param name="Text">Its text, without fences or the blank lines around it.</param>
public abstract record AnswerBlock(string Text);
