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

    /// <summary>Where a row or an element begins only its reader knows: the cuts are where it says.</summary>
    [Theory]
    [InlineData("a.csv")]
    [InlineData("a.tsv")]
    [InlineData("a.json")]
    public Task Split_WhatIsNotCutAtLines_GivesTogetherTheRecordsOfTheWhole(string name)
    {
        var piece = name.EndsWith(".json", StringComparison.Ordinal)
            ? Choice.Of("{\"text\":\"a\"}", "{\"text\":\"}],[{\\\"\"}", "{\"a\":[1,{\"b\":2}]}", "7", "null", "[1,2]", "{\"text\":\"broken\n", "\"\u00e4\u6f22\"", "{\"text\":\"" + new string('l', 90) + "\"}")
            : Choice.Of("1,2", "\"a\nb\",2", "\"a\"\"\r\nb\",\"\"", "\"never closed,2", "one", "1,2,3", "1\t2", "\"1\t\n2\"\t3", "", " ", "a\"b,c", "\u00e4,\u6f22", new string('l', 90) + ",x");
        var ends = name.EndsWith(".json", StringComparison.Ordinal) ? Choice.Of(",", ",\n", " ,\n  ", "\n") : Choice.Of("\n", "\n", "\r\n", "\r");
        var content = Gen.Select(piece, ends, (text, end) => text + end).List[0, 40];
        var (first, last) = name.EndsWith(".json", StringComparison.Ordinal)
            ? (Choice.Of("[", "\uFEFF[\n", "{\"data\":[", ""), Choice.Of("]", "]}", "", "1"))
            : (Choice.Of("", "a,b\n", "sep=;\na;b\n", "\uFEFFa,b\r\n"), Choice.Of("", "1,2", "\"1"));
        return Gen.Select(first, content, last, Gen.Int[1, 120], Choice.Of(40, 100_000)).SampleAsync(async (before, pieces, after, target, limit) =>
        {
            using var folder = new TempFolder();
            var text = before + string.Concat(pieces) + after;
            folder.Write(name, text);
            var reader = Inputs.Reader(new SourceSpec { Encoding = SourceEncoding.Utf8 }, limit: limit);
            var file = Inputs.FileOf(folder, name);
            var expected = await ReadSlicesByRowAsync(reader, file, [SourceSlice.Whole]);
            IReadOnlyList<SourceSlice> slices;
            try
            {
                slices = await reader.SplitAsync(file, target, TestContext.Current.CancellationToken);
            }
            catch (SourceProblemException)
            {
                return; // What cannot be read to its end is not cut.
            }

            (await ReadSlicesByRowAsync(reader, file, slices)).ShouldBe(expected, $"cut to {target}, at {string.Join(' ', slices.Select(slice => slice.Start))}: {text}");
        }, iter: 3000, threads: 1);
    }

    [Theory]
    [InlineData("big.csv")]
    [InlineData("big.json")]
    public async Task Failure1_GiantTableOrArray_IsCutToo(string name)
    {
        var rows = Enumerable.Range(0, 20_000).ToList();
        _folder.Write(name, name.EndsWith(".csv", StringComparison.Ordinal)
            ? "id,text\n" + string.Concat(rows.Select(row => $"{row},\"a text\nof two lines, with a comma\"\n"))
            : "[" + string.Join(",\n", rows.Select(row => $"{{\"id\":{row},\"text\":\"a, [text] }}\"}}")) + "]");
        var file = Inputs.FileOf(_folder, name);
        var slices = await Inputs.Reader().SplitAsync(file, 50_000, TestContext.Current.CancellationToken);
        slices.Count.ShouldBeInRange((int)(file.Length / 51_000), (int)(file.Length / 50_000) + 1);
        (await ReadSlicesAsync(Inputs.Reader(), file, slices)).Count.ShouldBe(20_000);
    }

    // Where there are no lines, records are counted.
    private static async Task<List<Read>> ReadSlicesByRowAsync(SourceReader reader, SourceFile file, IReadOnlyList<SourceSlice> slices)
    {
        var all = new List<Read>();
        var rows = 0L;
        foreach (var slice in slices)
        {
            var reads = new List<Read>();
            var lines = await Inputs.ReadAsync(reader, file, slice, reads);
            all.AddRange(reads.Select(read => read with { Row = read.Row + (read.Row > 0 ? rows : 0) }));
            rows += Math.Max(lines, reads.Count > 0 ? reads[^1].Row : 0);
        }

        return all;
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
    [InlineData("a.html", "<p>a page</p>", null)]
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
