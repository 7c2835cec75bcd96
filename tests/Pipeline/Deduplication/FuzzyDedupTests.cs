using Text2Llm.Pipeline.Deduplication.Resolving;
using Text2Llm.Pipeline.Deduplication.Verifying;
using Text2Llm.Pipeline.Jobs;

namespace Text2Llm.Pipeline.Tests.Deduplication;

public sealed class FuzzyDedupTests(ITestOutputHelper output)
{
    private static readonly DedupSpec Fuzzy = new() { Fuzzy = new FuzzySpec() };

    [Fact]
    public async Task Run_AnyShardsOrderAndLimits_KeepsTheSame()
    {
        // Families of copies and near copies, mixed, so that they meet across all cuts.
        var near = new NearTexts(11);
        var texts = new List<string>();
        for (var family = 0; family < 25; family++)
        {
            var first = near.Text(60);
            texts.AddRange([first, first, near.Changed(first, 1), near.Changed(first, 2), near.Changed(first, 4), near.Text(4)]);
        }

        var shuffled = texts.ToArray();
        new Random(5).Shuffle(shuffled);
        foreach (var verify in new double?[] { null, 0.7 })
        {
            var spec = new DedupSpec { Fuzzy = new FuzzySpec { Verify = verify }, Parts = DedupParts.Lines };
            var one = await Deduplicated.RunAsync(shuffled, spec, shards: 1);
            one.Summary.Near.ShouldBeGreaterThan(20);
            one.Summary.Exact.ShouldBeGreaterThanOrEqualTo(25);
            foreach (var (shards, seed) in new[] { (1, 2), (2, 3), (7, 4), (7, 5), (40, 6) })
            {
                foreach (var limits in new[] { null, DedupLimits.Tiny })
                {
                    var other = await Deduplicated.RunAsync(shuffled, spec, shards, seed, limits);
                    other.Texts.ShouldBe(one.Texts);
                    other.Fates.ShouldBe(one.Fates);
                    other.Roots.ShouldBe(one.Roots);
                    (other.Summary with { Sizes = [] }).ShouldBe(one.Summary with { Sizes = [] });
                    other.Summary.Sizes.ShouldBe(one.Summary.Sizes);
                }
            }
        }
    }

    [Fact]
    public async Task Run_NearTexts_KeepsTheFirstAndTellsExactFromNear()
    {
        var near = new NearTexts(2);
        var first = near.Text(300);
        var result = await Deduplicated.RunAsync(
            [near.Text(300), first, near.Text(300), near.Changed(first, 2), first.ToUpperInvariant() + "!", first, "few words"], Fuzzy);
        result.Kept.ShouldBe([0, 1, 2, 6]);
        result.Fates[3..6].ShouldBe([FateKind.Near, FateKind.Near, FateKind.Exact]);
        result.Roots.ShouldBe([0, 1, 2, 1, 1, 1, 6]);
    }

    [Fact]
    public async Task Run_TextsTooShortForOneShingle_AreDuplicatesOnlyWhenTheyAreTheSame()
    {
        string[] texts = ["one two three", "One two three.", "one two three", "", ""];
        (await Deduplicated.RunAsync(texts, Fuzzy)).Kept.ShouldBe([0, 1, 3]);
        (await Deduplicated.RunAsync(texts, Fuzzy with { Exact = false })).Kept.ShouldBe([0, 1, 2, 3, 4]);
    }

    [Fact]
    public async Task Run_Unverified_FindsWhatTheBandsFind()
    {
        var (recall, precision) = await MeasureAsync(new FuzzySpec());
        recall.ShouldBeGreaterThan(0.95);
        precision.ShouldBeGreaterThan(0.5);
    }

    [Fact]
    public async Task Run_Verified_FindsNearlyAllAndNothingElse()
    {
        var (recall, precision) = await MeasureAsync(new FuzzySpec { Verify = 0.8 });
        recall.ShouldBeGreaterThan(0.95);
        precision.ShouldBe(1);
    }

    [Fact]
    public async Task Run_VerifiedChain_DropsOnlyWhatIsLikeOneThatStays()
    {
        var near = new NearTexts(9);
        var first = near.Text(300);
        var second = near.Changed(first, 4);
        var third = near.Changed(second, 4);
        string[] texts = [first, second, third, near.Changed(third, 1)];
        NearTexts.Similarity(first, second).ShouldBeGreaterThan(0.8);
        NearTexts.Similarity(second, third).ShouldBeGreaterThan(0.8);
        NearTexts.Similarity(first, third).ShouldBeLessThan(0.8);
        NearTexts.Similarity(first, texts[3]).ShouldBeLessThan(0.8);

        (await Deduplicated.RunAsync(texts, Fuzzy)).Roots.ShouldBe([0, 0, 0, 0]);
        var verified = await Deduplicated.RunAsync(texts, new DedupSpec { Fuzzy = new FuzzySpec { Verify = 0.8 } });
        verified.Roots.ShouldBe([0, 0, 2, 2]);
        verified.Kept.ShouldBe([0, 2]);
    }

    [Fact]
    public async Task Run_VerifiedFamilies_EveryDroppedOneIsLikeOneThatStaysAndNoCopyStays()
    {
        const double Threshold = 0.75;
        var near = new NearTexts(21);
        var texts = new List<string>();
        for (var family = 0; family < 20; family++)
        {
            // Each is made from any earlier one: what is like one of them need not be like another.
            var start = texts.Count;
            texts.Add(near.Text(100));
            while (texts.Count < start + 20)
            {
                texts.Add(near.Changed(texts[start + (texts.Count * 7 % (texts.Count - start))], texts.Count % 5));
            }
        }

        var result = await Deduplicated.RunAsync(texts, new DedupSpec { Fuzzy = new FuzzySpec { Verify = Threshold } }, shards: 5);
        var dropped = Enumerable.Range(0, texts.Count).Except(result.Kept).ToList();
        dropped.Count.ShouldBeGreaterThan(100);
        foreach (var number in dropped)
        {
            result.Roots[number].ShouldBeLessThan(number);
            result.Texts[result.Roots[number]].ShouldNotBeNull();
            NearTexts.Similarity(texts[result.Roots[number]], texts[number]).ShouldBeGreaterThanOrEqualTo(Threshold);
        }

        var kept = result.Kept.ToList();
        kept.Count.ShouldBeGreaterThan(40);
        foreach (var (one, other) in from one in kept from other in kept where one < other select (one, other))
        {
            NearTexts.Similarity(texts[one], texts[other]).ShouldBeLessThan(0.95);
        }
    }

    [Fact]
    public async Task Run_VerifiedWithExactCopies_ComparesTheirTextOnce()
    {
        var near = new NearTexts(4);
        var first = near.Text(100);
        string[] texts = [.. Enumerable.Repeat(first, 50), near.Changed(first, 1), .. Enumerable.Repeat(first, 50), near.Text(100)];
        var result = await Deduplicated.RunAsync(texts, new DedupSpec { Fuzzy = new FuzzySpec { Verify = 0.8 } }, shards: 3);
        result.Kept.ShouldBe([0, 101]);
        (result.Summary.Exact, result.Summary.Near).ShouldBe((99, 1));
        var compared = 0;
        for (var shard = 0; shard < 3; shard++)
        {
            compared += (await CandidateStage.ReadAsync(result.Work, shard, TestContext.Current.CancellationToken)).Length;
        }

        compared.ShouldBe(2);
    }

    // Pairs of texts whose similarities lie about evenly between .6 and 1, against the truth that two of .8 and more are alike.
    private async Task<(double Recall, double Precision)> MeasureAsync(FuzzySpec spec)
    {
        const int Pairs = 2000;
        var near = new NearTexts(42);
        var texts = new string[2 * Pairs];
        for (var pair = 0; pair < Pairs; pair++)
        {
            // The later halves stand together behind all earlier ones. A changed word takes five shingles out, and brings five others.
            texts[pair] = near.Text(300);
            texts[Pairs + pair] = near.Changed(texts[pair], pair % 16);
        }

        var result = await Deduplicated.RunAsync(texts, new DedupSpec { Exact = false, Fuzzy = spec }, shards: 4);
        var (found, truth, right) = (0, 0, 0);
        for (var pair = 0; pair < Pairs; pair++)
        {
            var alike = NearTexts.Similarity(texts[pair], texts[Pairs + pair]) >= 0.8;
            var dropped = result.Texts[Pairs + pair] is null;
            truth += alike ? 1 : 0;
            found += dropped ? 1 : 0;
            right += alike && dropped ? 1 : 0;
        }

        result.Kept.Take(Pairs).ShouldBe(Enumerable.Range(0, Pairs)); // Texts of different families are never alike.
        output.WriteLine($"{truth} of {Pairs} alike; {found} found, {right} of them rightly");
        return ((double)right / truth, (double)right / found);
    }
}
