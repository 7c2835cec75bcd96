namespace Text2Llm.LanguageModel.Corpus;

/// <summary>The lines of one language from one kind of source.</summary>
/// <param name="Language">The language, or a class of texts that have none.</param>
/// <param name="Source">The kind of source, such as help or game.</param>
/// <param name="Lines">The lines, in the order of the files.</param>
internal sealed record LanguageText(string Language, string Source, List<string> Lines);
