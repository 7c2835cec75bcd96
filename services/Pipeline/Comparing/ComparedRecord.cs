namespace Text2Llm.Pipeline.Comparing;

/// <summary>What is kept of a record while two datasets are compared.</summary>
/// <param name="Content">The hash of its text.</param>
/// <param name="Key">The hash of what names it: its source and row, or its id; 0 where it has neither.</param>
/// <param name="Side">0 for the first dataset, 1 for the second.</param>
internal readonly record struct ComparedRecord(UInt128 Content, UInt128 Key, long Side)
{
    public static int ByContent(ComparedRecord a, ComparedRecord b) =>
        a.Content != b.Content ? a.Content.CompareTo(b.Content) : ByKey(a, b);

    public static int ByKey(ComparedRecord a, ComparedRecord b) =>
        a.Key != b.Key ? a.Key.CompareTo(b.Key) : a.Side.CompareTo(b.Side);
}
