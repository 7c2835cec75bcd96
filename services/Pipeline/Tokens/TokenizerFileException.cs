namespace Text2Llm.Pipeline.Tokens;

/// <summary>A job names a tokenizer that cannot be used; the message is one for the job's mistakes.</summary>
internal sealed class TokenizerFileException(string message, Exception? inner = null) : Exception(message, inner);
