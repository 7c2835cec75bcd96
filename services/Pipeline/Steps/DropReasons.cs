namespace Text2Llm.Pipeline.Steps;

/// <summary>The reasons for which records are dropped that no filter has a name for.</summary>
public static class DropReasons
{
    /// <summary>Nothing is left of the record but white space.</summary>
    public const string Empty = "empty";

    /// <summary>An earlier record is the same.</summary>
    public const string Duplicate = "duplicate";

    /// <summary>An earlier record is nearly the same.</summary>
    public const string NearDuplicate = "near-duplicate";
}
