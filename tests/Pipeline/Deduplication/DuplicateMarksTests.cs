using Text2Llm.Pipeline.Deduplication.Marks;
using Text2Llm.Pipeline.Jobs;

namespace Text2Llm.Pipeline.Tests.Deduplication;

public sealed class DuplicateMarksTests
{
    private static readonly DedupSpec All = new() { Fuzzy = new FuzzySpec(), Parts = DedupParts.Lines };

    // Many repeat others, near and far; of so many, some push one another out of the memory of recent ones.
    private static readonly List<string> Texts = Make(new Random(5));

    public static TheoryData<int, int> Batches => new() { { 1, 1 }, { 7, 2 }, { 100, 3 }, { 4000, 2 } };

    [Theory]
    [MemberData(nameof(Batches))]
    public async Task AddAsync_AnyBatchesOfAnySigners_WritesTheSameBytes(int most, int signers)
    {
        var expected = await WrittenAsync([Texts.Count], [new MarkSigner(All, seesAll: true)]);
        var random = new Random(most);
        var batches = new List<int>();
        while (batches.Sum() < Texts.Count)
        {
            batches.Add(Math.Min(random.Next(most) + 1, Texts.Count - batches.Sum()));
        }

        var actual = await WrittenAsync(batches, [.. Enumerable.Range(0, signers).Select(_ => new MarkSigner(All, seesAll: false))]);
        actual.ShouldBe(expected);
    }

    [Fact]
    public async Task AddAsync_RepeatedText_HasNoBandsOfItsOwn()
    {
        var once = await WrittenAsync([1], [new MarkSigner(All, seesAll: false)], texts: [Texts[0]]);
        var twice = await WrittenAsync([1, 1], [new MarkSigner(All, seesAll: false)], texts: [Texts[0], Texts[0]]);
        (twice.Length - once.Length).ShouldBeLessThan(200); // The whole and two lines, but no mark of fourteen bands.
    }

    private static async Task<byte[]> WrittenAsync(
        IReadOnlyList<int> batches, IReadOnlyList<MarkSigner> signers, IReadOnlyList<string>? texts = null)
    {
        var (work, start, cancellation) = (new WorkStore(), 0, TestContext.Current.CancellationToken);
        await using (var marks = new DuplicateMarks(0, 8, work, limit: 5000))
        {
            foreach (var (number, count) in batches.Index())
            {
                string[] batch = [.. (texts ?? Texts).Skip(start).Take(count)];
                await Signed.AddAsync(marks, batch, signers[number % signers.Count], cancellation);
                start += count;
            }

            await marks.CompleteAsync(cancellation);
        }

        return work.Files.ShouldHaveSingleItem().Value;
    }

    private static List<string> Make(Random random)
    {
        string[] different = [.. Enumerable.Range(0, 2000).Select(number =>
            $"text {number} of some words that make a few shingles\nand a line that all of them have, with {random.Next(9)} at its end")];
        return [.. Enumerable.Range(0, 6000).Select(_ => different[random.Next(different.Length)])];
    }
}
