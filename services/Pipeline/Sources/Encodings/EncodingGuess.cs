using Text2Llm.Pipeline.Jobs;

namespace Text2Llm.Pipeline.Sources.Encodings;

/// <summary>The encoding that some content was taken for.</summary>
/// <param name="Encoding">The encoding; never auto.</param>
/// <param name="Why">The evidence, in words.</param>
/// <param name="MarkBytes">How long the byte order mark is with which the content begins.</param>
internal readonly record struct EncodingGuess(SourceEncoding Encoding, string Why, int MarkBytes = 0);
