namespace Text2Llm.Pipeline.PersonalData;

/// <summary>Personal data, or a secret, in a text.</summary>
/// <param name="Kind">What it is.</param>
/// <param name="Start">Where it begins, in UTF-16 units.</param>
/// <param name="End">Where it ends; this unit is not part of it.</param>
internal readonly record struct Finding(PersonalDataKind Kind, int Start, int End)
{
    /// <summary>How many UTF-16 units it covers.</summary>
    public int Length => End - Start;
}
