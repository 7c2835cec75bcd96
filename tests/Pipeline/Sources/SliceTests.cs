using System.Text;
using CsCheck;
using Text2Llm.Pipeline.Jobs;
using Text2Llm.Pipeline.Sources;

namespace Text2Llm.Pipeline.Tests.Sources;

public sealed class SliceTests : IDisposable
{
    private readonly TempFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    /// <summary>Failure 1: one giant file keeps one worker busy.</summary>
    [Fact]
    public async Task Failure1_GiantFile_IsCutIntoSlicesOfTheSizeWanted()
    {
        _folder.Write("big.jsonl", string.Concat(Enumerable.Range(0, 100_000).Select(number => $"{{\"text\":\"{number}\"}}\n")));
        var file = Inputs.FileOf(_folder, "big.jsonl");
        var slices = await Inputs.Reader().SplitAsync(file, 100_000, TestContext.Current.CancellationToken);
        slices.Count.ShouldBe((int)((file.Length + 99_999) / 100_000));
        slices.SkipLast(1).ShouldAllBe(slice => slice.End - slice.Start == 100_000);
        var reads = await ReadSlicesAsync(Inputs.Reader(), file, slices);
        reads.Count.ShouldBe(100_000);
        reads.Select(read => read.Row).ShouldBe(Enumerable.Range(1, 100_000).Select(row => (long)row));
    }

    [Theory]
    [InlineData("a.jsonl", null)]
    [InlineData("a.txt", TextUnit.Line)]
    [InlineData("a.txt", TextUnit.Paragraph)]
    public Task Slices_WhereverTheCuts_GiveTogetherTheRecordsOfTheWhole(string name, TextUnit? unit)
    {
        var line = Choice.Of("", " ", "\t \v", "one", "two words", "drei\u00e4\u6f22", "\r", "x\ry", new string('l', 70), "\uFEFFx", "\0");
        var content = Gen.Select(line, Choice.Of("\n", "\n", "\r\n", "\n\n", "\n \n\n"), (text, end) => text + end).List[0, 40];
        var whole = Gen.Select(Choice.Of("", "\uFEFF"), content, Choice.Of("", "last"), (mark, lines, last) => mark + string.Concat(lines) + last);
        return Gen.Select(whole, Gen.Int[0, 800].List[0, 12], Choice.Of(40, 100_000)).SampleAsync(async (text, cuts, limit) =>
        {
            var folder = new TempFolder();
            using var _ = folder;
            folder.Write(name, text);
            var reader = Inputs.Reader(new SourceSpec { Encoding = SourceEncoding.Utf8 }, unit, limit);
            var file = Inputs.FileOf(folder, name);
            var expected = new List<Read>();
            await Inputs.ReadAsync(reader, file, SourceSlice.Whole, expected);
            long[] places = [0, .. cuts.Where(cut => cut > 0 && cut < file.Length).Select(cut => (long)cut).Distinct().Order(), long.MaxValue];
            var slices = places.Zip(places.Skip(1), (start, end) => new SourceSlice(start, end));
            (await ReadSlicesAsync(reader, file, slices)).ShouldBe(expected, $"cut at {string.Join(' ', places)}: {text}");
        }, iter: 1500, threads: 1);
    }

    // Each slice that such a line goes through would else read it to its end, which for a file of one line is all of it each time.
    [Theory]
    [InlineData("a.jsonl", null)]
    [InlineData("a.txt", TextUnit.Line)]
    [InlineData("a.txt", TextUnit.Paragraph)]
    public async Task Failure4_LineThroughManySlices_IsReadAboutOnce(string name, TextUnit? unit)
    {
        const long SliceBytes = 2 * 1024 * 1024;
        _folder.Write(name, $"first\n\n{new string('x', 30 * 1024 * 1024)}\n\nlast\n");
        var reader = Inputs.Reader(unit: unit, limit: 1024);
        var file = Inputs.FileOf(_folder, name);
        var slices = await reader.SplitAsync(file, SliceBytes, TestContext.Current.CancellationToken);
        slices.Count.ShouldBe(16);
        var meter = new ReadMeter();
        var reads = 0;
        foreach (var slice in slices)
        {
            await foreach (var content in reader.ReadAsync(file, slice, meter, TestContext.Current.CancellationToken))
            {
                await foreach (var _ in content.ReadAsync(TestContext.Current.CancellationToken))
                {
                    reads++;
                }
            }
        }

        reads.ShouldBe(3);
        meter.ContentBytes.ShouldBeLessThan(2 * file.Length);
    }

    [Fact]
    public async Task Slices_CutWithinALongBlankStretch_StillKnowWhereParagraphsBegin()
    {
        // Longer than what is looked back over at once.
        var text = $"one\n{new string(' ', 200_000)}two\nthree\n{new string(' ', 200_000)}\nfour";
        _folder.Write("a.txt", text);
        var reader = Inputs.Reader(unit: TextUnit.Paragraph);
        var file = Inputs.FileOf(_folder, "a.txt");
        foreach (var cut in new[] { 2L, 4, 5, 150_000, 200_003, 200_008, 200_013, 350_000, 400_014 })
        {
            var reads = await ReadSlicesAsync(reader, file, [new SourceSlice(0, cut), new SourceSlice(cut, long.MaxValue)]);
            reads.Select(read => read.Row).ShouldBe([1, 5], $"cut at {cut}");
        }
    }

    [Theory]
    [InlineData("a.txt", "text of a document", null)]
    [InlineData("a.csv", "a,b\n1,2\n", null)]
    [InlineData("a.json", "[{},{}]", null)]
    public async Task Split_WhatCannotBeCut_IsWhole(string name, string content, TextUnit? unit)
    {
        _folder.Write(name, content);
        (await Inputs.Reader(unit: unit).SplitAsync(Inputs.FileOf(_folder, name), 2, TestContext.Current.CancellationToken))
            .ShouldBe([SourceSlice.Whole]);
    }

    [Fact]
    public async Task Split_CompressedOrTranscoded_IsWhole()
    {
        _folder.Write("a.jsonl.gz", TempFolder.Gzip("{}\n{}\n"));
        _folder.Write("b.jsonl", Encoding.Unicode.GetBytes("{\"text\":\"a\"}\n{}\n"));
        foreach (var name in new[] { "a.jsonl.gz", "b.jsonl" })
        {
            (await Inputs.Reader().SplitAsync(Inputs.FileOf(_folder, name), 2, TestContext.Current.CancellationToken)).ShouldBe([SourceSlice.Whole]);
        }
    }

    // As the engine does: a slice's rows are counted on from those of the slices before it.
    private static async Task<List<Read>> ReadSlicesAsync(SourceReader reader, SourceFile file, IEnumerable<SourceSlice> slices)
    {
        var all = new List<Read>();
        var lines = 0L;
        foreach (var slice in slices)
        {
            var reads = new List<Read>();
            var more = await Inputs.ReadAsync(reader, file, slice, reads);
            all.AddRange(reads.Select(read => read with { Row = read.Row + lines }));
            lines += more;
        }

        return all;
    }
}
