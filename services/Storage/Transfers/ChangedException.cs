namespace Text2Llm.Storage.Transfers;

/// <summary>A file is not the one that was opened.</summary>
internal sealed class ChangedException() : Exception("the file was changed while it was being read");
