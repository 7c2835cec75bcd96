using Text2Llm.Pipeline.Deduplication.Files;
using Text2Llm.Pipeline.Deduplication.Marks;
using Text2Llm.Pipeline.Deduplication.Matching;
using Text2Llm.Pipeline.Deduplication.Resolving;
using Text2Llm.Pipeline.Deduplication.Verifying;
using Text2Llm.Pipeline.Jobs;

namespace Text2Llm.Pipeline.Tests.Deduplication;

public sealed class SectionFileTests
{
    private static readonly CancellationToken Cancellation = TestContext.Current.CancellationToken;

    [Fact]
    public async Task Read_AnyByteChanged_NamesTheFile()
    {
        var work = await WrittenAsync();
        var whole = work.Files["some/file"];
        (await ReadAsync(work)).ShouldBe([1, 2, 3, 4, 5]);
        for (var at = 0; at < whole.Length; at++)
        {
            work.Files["some/file"] = [.. whole[..at], (byte)(whole[at] ^ 1), .. whole[(at + 1)..]];
            (await Should.ThrowAsync<DamagedFileException>(() => ReadAsync(work))).Message.ShouldContain("'some/file'");
        }
    }

    [Fact]
    public async Task Read_CutAnywhere_NamesTheFile()
    {
        var work = await WrittenAsync();
        var whole = work.Files["some/file"];
        for (var length = 0; length < whole.Length; length++)
        {
            work.Files["some/file"] = whole[..length];
            (await Should.ThrowAsync<DamagedFileException>(() => ReadAsync(work))).Name.ShouldBe("some/file");
        }
    }

    [Fact]
    public async Task Open_OtherKind_NamesTheFile()
    {
        var work = await WrittenAsync();
        await Should.ThrowAsync<DamagedFileException>(() => SectionFile.OpenAsync(work, "some/file", FileKind.Fates, Cancellation));
    }

    [Theory]
    [InlineData("scan/000001.marks")]
    [InlineData("match/0003.pairs")]
    [InlineData("verify/000001.candidates")]
    [InlineData("verify/000001.shingles")]
    [InlineData("verify/0001.pairs")]
    [InlineData("resolve/000000.fates")]
    public async Task Stages_DamagedFile_NameIt(string name)
    {
        var spec = new DedupSpec { Fuzzy = new FuzzySpec { Verify = 0.8 } };
        var work = (await Deduplicated.RunAsync(["a", "b", "a", "c"], spec)).Work;
        work.Files[name][^9] ^= 1;
        var damaged = await Should.ThrowAsync<DamagedFileException>(async () =>
        {
            await MatchStage.RunAsync(work, 3, 0, Path.GetTempPath(), Cancellation);
            await CandidateStage.ReadAsync(work, 1, Cancellation);
            await VerifyStage.RunAsync(work, 3, 0, spec.Fuzzy, Cancellation);
            await Fates.ReadAsync(work, 0, Cancellation);
            await ResolveStage.RunAsync(work, 3, spec, Path.GetTempPath(), Cancellation);
        });
        damaged.Name.ShouldBe(name);
    }

    [Fact]
    public async Task Marks_NotCompleted_LeaveNothing()
    {
        var work = new WorkStore();
        await using (var marks = new DuplicateMarks(0, 8, work, limit: 1))
        {
            await Signed.AddAsync(marks, ["a", "b"], new MarkSigner(new DedupSpec(), seesAll: true), Cancellation);
        }

        work.Files.ShouldBeEmpty();
    }

    private static async Task<WorkStore> WrittenAsync()
    {
        var work = new WorkStore();
        await using var file = await SectionFileWriter.CreateAsync(work, "some/file", FileKind.Marks, Cancellation);
        await file.WriteAsync(7, new byte[] { 1, 2, 3 }, Cancellation);
        await file.WriteAsync(8, new byte[] { 9 }, Cancellation);
        await file.WriteAsync(7, new byte[] { 4, 5 }, Cancellation);
        await file.CompleteAsync(records: 3, Cancellation);
        return work;
    }

    // Everything that there is, and of it the sections with the tag 7.
    private static async Task<List<byte>> ReadAsync(WorkStore work)
    {
        await using var file = await SectionFile.OpenAsync(work, "some/file", FileKind.Marks, Cancellation);
        foreach (var section in file.Sections)
        {
            using var content = await file.ReadAsync<byte>(section, Cancellation);
        }

        var all = new List<byte>();
        foreach (var section in file.Of(7))
        {
            using var content = await file.ReadAsync<byte>(section, Cancellation);
            all.AddRange(content.Content.Span);
        }

        return all;
    }
}
