namespace Text2Llm.Pipeline.Running;

/// <summary>A run came to an end before the dataset was written. What stood in the output folder before still stands there.</summary>
/// <param name="message">Why, in one line.</param>
/// <param name="inner">The cause.</param>
public sealed class RunFailedException(string message, Exception? inner = null) : Exception(message, inner);
