namespace Text2Llm.Pipeline.Sources;

/// <summary>Opens a file for reading; the stream can seek.</summary>
/// <exception cref="SourceProblemException">The file cannot be opened.</exception>
/// <exception cref="IOException">The same; its message says why.</exception>
internal delegate ValueTask<Stream> OpenFile(SourceFile file, CancellationToken cancellationToken);
