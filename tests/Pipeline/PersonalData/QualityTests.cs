using Text2Llm.Pipeline.Jobs;
using Text2Llm.Pipeline.PersonalData;

namespace Text2Llm.Pipeline.Tests.PersonalData;

/// <summary>Measures what is found against the labelled texts: right is a finding of the right kind at exactly the right place.</summary>
public sealed class QualityTests(ITestOutputHelper output)
{
    [Theory]
    [InlineData(nameof(PersonalDataKind.Email))]
    [InlineData(nameof(PersonalDataKind.Phone))]
    [InlineData(nameof(PersonalDataKind.Ip))]
    [InlineData(nameof(PersonalDataKind.Card))]
    [InlineData(nameof(PersonalDataKind.Iban))]
    [InlineData(nameof(PersonalDataKind.Ssn))]
    [InlineData(nameof(PersonalDataKind.Secret))]
    public void Find_LabelledTexts_IsPreciseAndMissesLittle(string name)
    {
        var kind = Enum.Parse<PersonalDataKind>(name);
        var (right, wrong, missed) = (0, 0, 0);
        foreach (var (text, expected) in LabelledTexts.All.Concat(SecretSamples.All).Concat(NumberSamples.All))
        {
            var found = Find(text).Where(finding => finding.Kind == kind).ToHashSet();
            var labelled = expected.Where(finding => finding.Kind == kind).ToHashSet();
            right += found.Intersect(labelled).Count();
            foreach (var finding in found.Except(labelled))
            {
                wrong++;
                output.WriteLine($"wrong  {text[finding.Start..finding.End]}  in  {text}");
            }

            foreach (var finding in labelled.Except(found))
            {
                missed++;
                output.WriteLine($"missed {text[finding.Start..finding.End]}  in  {text}");
            }
        }

        var (precision, recall) = ((double)right / (right + wrong), (double)right / (right + missed));
        output.WriteLine($"{name}: {right + missed} labelled, precision {precision:F3}, recall {recall:F3}");
        precision.ShouldBeGreaterThanOrEqualTo(0.95);
        recall.ShouldBeGreaterThanOrEqualTo(0.95);
    }

    private static List<Finding> Find(string text)
    {
        var found = new List<Finding>();
        new PersonalDataFinder().Find(text, found);
        Overlaps.Merge(found, new PersonalDataRule?[7]);
        return found;
    }
}
