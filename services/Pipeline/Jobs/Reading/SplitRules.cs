using System.Globalization;

namespace Text2Llm.Pipeline.Jobs.Reading;

/// <summary>The rule of the shares into which a dataset is split.</summary>
internal static class SplitRules
{
    // Of shares such as 0.98, 0.01 and 0.01 the sum is not quite 1 in binary.
    private const double Tolerance = 1e-9;

    public static void Check(SplitSpec? split, MistakeList mistakes)
    {
        if (split is null || mistakes.AnyAt("spec.split"))
        {
            return;
        }

        var sum = split.Train + split.Validation + split.Test;
        if (Math.Abs(sum - 1) > Tolerance)
        {
            mistakes.Add(
                "spec.split", string.Create(CultureInfo.InvariantCulture, $"the shares add up to {sum:0.####}, not to 1 (train is 1 when left out)"));
        }
    }
}
