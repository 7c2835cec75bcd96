namespace Text2Llm.Pipeline.PersonalData;

/// <summary>
/// Finds personal data and secrets in texts: three vectorised searches for what all of them have (an at sign, a digit, the beginning of a
/// key), and a check written by hand around each. An instance serves one thread.
/// </summary>
internal sealed class PersonalDataFinder
{
    private readonly NumberFinder _numbers = new();

    /// <summary>
    /// Adds what a text holds, in no order; findings may overlap. All kinds are always found, for what a number is does not depend on what
    /// somebody asks for.
    /// </summary>
    public void Find(ReadOnlySpan<char> text, List<Finding> found)
    {
        EmailFinder.Find(text, found);
        _numbers.Find(text, found);
        SecretFinder.Find(text, found);
    }
}
