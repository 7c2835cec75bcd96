using CsCheck;
using Text2Llm.Pipeline.Jobs;
using Text2Llm.Pipeline.PersonalData;

namespace Text2Llm.Pipeline.Tests.PersonalData;

public sealed class OverlapsTests
{
    private static readonly PersonalDataRule?[] Rules =
    [
        PersonalDataRule.Mask, PersonalDataRule.Mask, PersonalDataRule.Keep, PersonalDataRule.Drop, PersonalDataRule.Mask, PersonalDataRule.Mask, null,
    ];

    [Fact]
    public void Merge_StricterRule_WinsOverTheLongerFinding() =>
        Merge(new(PersonalDataKind.Card, 0, 10), new(PersonalDataKind.Email, 8, 12)).ShouldBe([new(PersonalDataKind.Email, 0, 12)]);

    [Fact]
    public void Merge_SameRule_TheLongerWinsThenTheEarlierKind()
    {
        Merge(new(PersonalDataKind.Ip, 0, 4), new(PersonalDataKind.Email, 2, 9)).ShouldBe([new(PersonalDataKind.Email, 0, 9)]);
        Merge(new(PersonalDataKind.Email, 0, 4), new(PersonalDataKind.Ip, 0, 4)).ShouldBe([new(PersonalDataKind.Ip, 0, 4)]);
    }

    [Fact]
    public void Merge_NeighboursThatOnlyTouch_StayTwo() =>
        Merge(new(PersonalDataKind.Ip, 4, 9), new(PersonalDataKind.Email, 0, 4)).Count.ShouldBe(2);

    [Fact]
    public void Merge_AnyOrder_GivesTheSameAndLosesNothing() =>
        Gen.Select(Gen.Int[0, 6], Gen.Int[0, 40], Gen.Int[1, 12]).Select((kind, start, length) => new Finding((PersonalDataKind)kind, start, start + length))
            .List[0, 12].Sample(
                found =>
                {
                    var merged = Merge([.. found]);
                    IEnumerable<int> Covered(IEnumerable<Finding> findings) =>
                        findings.SelectMany(finding => Enumerable.Range(finding.Start, finding.Length)).Distinct().Order();
                    return merged.SequenceEqual(Merge([.. Enumerable.Reverse(found)]))
                        && merged.Zip(merged.Skip(1)).All(pair => pair.First.End <= pair.Second.Start)
                        && Covered(merged).SequenceEqual(Covered(found));
                },
                iter: 5_000);

    private static List<Finding> Merge(params Finding[] findings)
    {
        List<Finding> found = [.. findings];
        Overlaps.Merge(found, Rules);
        return found;
    }
}
