using CsCheck;

namespace Text2Llm.Pipeline.Tests;

/// <summary>Generates one of some values.</summary>
internal static class Choice
{
    public static Gen<T> Of<T>(params T[] values) => Gen.Int[0, values.Length - 1].Select(index => values[index]);
}
