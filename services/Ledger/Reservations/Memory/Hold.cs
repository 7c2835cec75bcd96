namespace Text2Llm.Ledger.Reservations.Memory;

/// <summary>What one call under way holds.</summary>
/// <param name="Id">The reservation's id.</param>
/// <param name="Tokens">Its estimate.</param>
/// <param name="Day">The day for which it counts: that on which it began.</param>
/// <param name="ExpiresAt">When it is held no more, settled or not.</param>
internal sealed record Hold(string Id, long Tokens, DateOnly Day, DateTimeOffset ExpiresAt) : IComparable<Hold>
{
    /// <summary>By the order in which they expire.</summary>
    public int CompareTo(Hold? other) =>
        other is null ? 1 : ExpiresAt.CompareTo(other.ExpiresAt) is not 0 and var order ? order : string.CompareOrdinal(Id, other.Id);
}
