using System.Text;
using Text2Llm.Pipeline.Jobs;
using Text2Llm.Pipeline.Records;
using Text2Llm.Pipeline.Sources;

namespace Text2Llm.Pipeline.Tests.Sources;

public sealed class SourceTests : IDisposable
{
    private readonly TempFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("", new[] { "B.txt", "a.md", "a/b.txt", "a/c/d.txt", "a/c/é.txt", "x.txt" })]
    [InlineData("*", new[] { "B.txt", "a.md", "x.txt" })]
    [InlineData("*.txt", new[] { "B.txt", "x.txt" })]
    [InlineData("?.txt", new[] { "B.txt", "x.txt" })]
    [InlineData("**", new[] { "B.txt", "a.md", "a/b.txt", "a/c/d.txt", "a/c/é.txt", "x.txt" })]
    [InlineData("**/?.txt", new[] { "B.txt", "a/b.txt", "a/c/d.txt", "a/c/é.txt", "x.txt" })]
    [InlineData("**/c/**/*.txt", new[] { "a/c/d.txt", "a/c/é.txt" })]
    [InlineData("*/*.txt", new[] { "a/b.txt" })]
    public void Find_FolderOrGlob_GivesFilesInOrdinalOrder(string pattern, string[] names)
    {
        foreach (var name in new[] { "x.txt", "a/c/é.txt", "a/c/d.txt", "a/b.txt", "a.md", "B.txt" })
        {
            _folder.Write(name, name);
        }

        var finder = Finder();
        finder.Add(Path.Combine(_folder.Path, pattern)).ShouldBeTrue();
        var found = finder.ToSet();
        found.Base.ShouldBe(_folder.Path);
        found.Files.Select(file => file.Name).ShouldBe(names);
    }

    [Fact]
    public void Find_SeveralPaths_NamesFilesFromTheFolderThatHoldsThemAllAndEachOnce()
    {
        _folder.Write("a/b/one.txt", "1");
        _folder.Write("a/c/two.txt", "2");
        var finder = Finder();
        finder.Add(_folder["a/c/two.txt"]).ShouldBeTrue();
        finder.Add(_folder["a/b"]).ShouldBeTrue();
        finder.Add(_folder["a/**/*.txt"]).ShouldBeTrue();
        var found = finder.ToSet();
        found.Base.ShouldBe(_folder["a"]);
        found.Files.Select(file => file.Name).ShouldBe(["b/one.txt", "c/two.txt"]);
    }

    [Fact]
    public void Find_NothingInCommonButTheRoot_NamesFilesFromThere()
    {
        _folder.Write("one.txt", "1");
        var finder = Finder();
        finder.Add(_folder["one.txt"]).ShouldBeTrue();
        finder.Add("/etc/passwd").ShouldBeTrue();
        finder.ToSet().Files.Select(file => file.Name).ShouldBe(["etc/passwd", _folder["one.txt"][1..]]);
    }

    [Fact]
    public void Find_NameWithWildcardThatExists_IsThatFile()
    {
        _folder.Write("what?.txt", "1");
        _folder.Write("whats.txt", "2");
        var finder = Finder();
        finder.Add(_folder["what?.txt"]).ShouldBeTrue();
        finder.ToSet().Files.ShouldHaveSingleItem().Name.ShouldBe("what?.txt");
    }

    [Fact]
    public void Find_Nothing_SaysSo()
    {
        Finder().Add(_folder["none.txt"]).ShouldBeFalse();
        Finder().Add(_folder["none/*.txt"]).ShouldBeFalse();
        Finder().Add(_folder.Path).ShouldBeFalse();
    }

    [Fact]
    public void Find_LinkToAFolderAbove_IsNotFollowedForEver()
    {
        _folder.Write("a/b/one.txt", "1");
        _folder.Write("elsewhere/two.txt", "2");
        Directory.CreateSymbolicLink(_folder["a/b/up"], _folder["a"]);
        Directory.CreateSymbolicLink(_folder["a/b/other"], _folder["elsewhere"]);
        File.CreateSymbolicLink(_folder["a/broken"], _folder["gone"]);
        var finder = Finder();
        finder.Add(_folder["a"]).ShouldBeTrue();
        finder.ToSet().Files.Select(file => file.Name).ShouldBe(["b/one.txt", "b/other/two.txt", "broken"]);
    }

    [Fact]
    public void Find_LinkUpUnderAFolderWithATrailingSlash_IsNotFollowed()
    {
        _folder.Write("in/k/one.txt", "1");
        Directory.CreateSymbolicLink(_folder["in/k/up"], "..");
        var finder = Finder();
        finder.Add(_folder["in"] + "/").ShouldBeTrue();
        finder.ToSet().Files.Select(file => file.Name).ShouldBe(["k/one.txt"]);
    }

    [Fact]
    public void Find_FoldersLinkedToEachOther_AreEachReadOnceByTheirOwnNames()
    {
        string[] names = ["a", "b", "c", "d", "e", "f", "g"];
        foreach (var name in names)
        {
            _folder.Write($"{name}/one.txt", name);
            foreach (var other in names.Where(other => other != name))
            {
                Directory.CreateSymbolicLink(_folder[$"{name}/to-{other}"], $"../{other}");
            }
        }

        var finder = Finder();
        finder.Add(_folder.Path).ShouldBeTrue();
        finder.Add(_folder["**/*.txt"]).ShouldBeTrue();
        finder.ToSet().Files.Select(file => file.Name).ShouldBe(names.Select(name => $"{name}/one.txt"));
    }

    [Fact]
    public void Find_ExcludedFolderBehindALink_GivesNothing()
    {
        _folder.Write("real/one.txt", "1");
        _folder.Write("real/out/part.txt", "2");
        Directory.CreateSymbolicLink(_folder["alias"], "real");
        File.CreateSymbolicLink(_folder["real/part.txt"], _folder["alias/out/part.txt"]);
        var finder = new SourceFinder([_folder["real/out"]], TestContext.Current.CancellationToken);
        finder.Add(_folder["alias"]).ShouldBeTrue();
        finder.Add(_folder["alias/out/part.txt"]).ShouldBeFalse();
        finder.ToSet().Files.Select(file => file.Name).ShouldBe(["one.txt"]);
    }

    [Fact]
    public async Task Find_NamesThatAreNotUtf8_AreEachRecorded()
    {
        _folder.Write("caf\uFFFD.txt", "a name that has the character itself");
        using var make = System.Diagnostics.Process.Start(
            "bash", ["-c", "cd \"$0\"; echo 1 > $'caf\\xe8.txt'; echo 2 > $'caf\\xe9.txt'; mkdir $'caf\\xe9'", _folder.Path]);
        await make.WaitForExitAsync(TestContext.Current.CancellationToken);
        var finder = Finder();
        finder.Add(_folder.Path).ShouldBeTrue();
        finder.Add(_folder["*"]).ShouldBeTrue();
        finder.ToSet().Files.Select(file => (file.Name, file.Problem)).ShouldBe(
            [("caf\uFFFD", "the name is not UTF-8"), ("caf\uFFFD.txt", null), ("caf\uFFFD.txt", "the name is not UTF-8"), ("caf\uFFFD.txt", "the name is not UTF-8")],
            ignoreOrder: true);

        // .NET cannot remove what it cannot name.
        using var remove = System.Diagnostics.Process.Start("bash", ["-c", "rm -r \"$0\"/*", _folder.Path]);
        await remove.WaitForExitAsync(TestContext.Current.CancellationToken);
    }

    [Theory]
    [InlineData(@"a\b*.txt", @"a\bc.txt", true)]
    [InlineData(@"a\*.txt", "a*.txt", false)]
    [InlineData(@"\?.txt", @"\x.txt", true)]
    public void Matches_Backslash_IsACharacterLikeOthers(string segment, string name, bool matches) =>
        GlobPattern.Matches(segment, name).ShouldBe(matches);

    [Theory]
    [InlineData("link", "real")]
    [InlineData("link/", "real")]
    [InlineData("link/deeper/gone", "real/deeper/gone")]
    [InlineData("real/up/link/x", "real/x")]
    [InlineData("real/two", "real")]
    [InlineData("circle", "circle")]
    [InlineData("dangling/x", "gone/x")]
    public void RealPath_AnyLinkOnTheWay_IsFollowed(string path, string real)
    {
        Directory.CreateDirectory(_folder["real"]);
        Directory.CreateSymbolicLink(_folder["link"], "./real/");
        Directory.CreateSymbolicLink(_folder["real/up"], "..");
        Directory.CreateSymbolicLink(_folder["real/two"], _folder["real/up/link"]);
        File.CreateSymbolicLink(_folder["circle"], "circle");
        File.CreateSymbolicLink(_folder["dangling"], "gone");
        RealPath.Of(_folder[path]).ShouldBe(_folder[real]);
    }

    [Fact]
    public void Find_ExcludedFolder_GivesNothing()
    {
        _folder.Write("one.txt", "1");
        _folder.Write("out/part.txt", "2");
        var finder = new SourceFinder([_folder["out"]], TestContext.Current.CancellationToken);
        finder.Add(_folder.Path).ShouldBeTrue();
        finder.Add(_folder["out/*.txt"]).ShouldBeFalse();
        finder.Add(_folder["out/part.txt"]).ShouldBeFalse();
        finder.ToSet().Files.Select(file => file.Name).ShouldBe(["one.txt"]);
    }

    [Fact]
    public async Task Gzip_SeveralMembers_AreReadAsOneFile() =>
        (await ReadAsync("a.txt.gz", [.. TempFolder.Gzip("one "), .. TempFolder.Gzip("two")])).ShouldBe("one two");

    [Fact]
    public async Task Gzip_FilledUpWithZeros_IsReadToItsEnd() =>
        (await ReadAsync("a.gz", [.. TempFolder.Gzip("one "), .. TempFolder.Gzip("two"), .. new byte[100_000]])).ShouldBe("one two");

    [Theory]
    [InlineData(new byte[] { (byte)'X' }, false)]
    [InlineData(new byte[] { (byte)'X', (byte)'X' }, true)]
    [InlineData(new byte[] { 0, 0, 0 }, true)]
    [InlineData(new byte[] { 0x1f }, false)]
    [InlineData(new byte[] { 0x1f, 9, 8 }, true)]
    [InlineData(new byte[] { 0x1f, 0x8b, 9 }, true)]
    public async Task Gzip_SomethingElseBehindAMember_IsAProblem(byte[] garbage, bool another)
    {
        foreach (var length in new[] { 1, 8_000, 8_150, 8_169, 8_170, 8_180, 100_000 })
        {
            // Not to be compressed, so that the member ends all around the places at which buffers do.
            var random = new Random(length);
            var member = TempFolder.Gzip(string.Concat(Enumerable.Range(0, length).Select(_ => (char)random.Next(' ', '~'))));
            var problem = (await Should.ThrowAsync<SourceProblemException>(
                ReadAsync("a.gz", [.. member, .. garbage, .. another ? TempFolder.Gzip("two") : []]))).Problem;
            problem.Reason.ShouldBe(RejectReasons.CorruptGzip);
            problem.Detail.ShouldContain($"after {length} bytes");
        }
    }

    [Fact]
    public async Task Gzip_WithoutItsName_IsToldByItsFirstBytes() => (await ReadAsync("a.txt", TempFolder.Gzip("one"))).ShouldBe("one");

    [Fact]
    public async Task Plain_NamedGz_IsToldByItsFirstBytes() => (await ReadAsync("a.txt.gz", "plain"u8.ToArray())).ShouldBe("plain");

    [Fact]
    public async Task Gzip_TruncatedAnywhere_IsAProblem()
    {
        var whole = TempFolder.Gzip(string.Concat(Enumerable.Range(0, 200)));
        for (var length = 2; length < whole.Length; length++)
        {
            (await Should.ThrowAsync<SourceProblemException>(ReadAsync("a.gz", whole[..length]))).Problem.Reason.ShouldBe(RejectReasons.CorruptGzip);
        }
    }

    [Fact]
    public async Task Gzip_OneBitWrong_IsAProblem()
    {
        var bytes = TempFolder.Gzip(string.Concat(Enumerable.Range(0, 2000)));
        bytes[^6] ^= 1;
        (await Should.ThrowAsync<SourceProblemException>(ReadAsync("a.gz", bytes))).Problem.Reason.ShouldBe(RejectReasons.CorruptGzip);
    }

    [Theory]
    [InlineData(new byte[] { 0x61, 0, 0x62 }, "zero byte at offset 1")]
    [InlineData(new byte[] { 0x89, 0x50, 0x4e, 0x47, 13, 10, 26, 10, 0 }, "PNG")]
    [InlineData(new byte[] { 0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1 }, "Office")]
    public async Task Open_NotText_SaysWhatItIs(byte[] content, string what)
    {
        var problem = (await Should.ThrowAsync<SourceProblemException>(ReadAsync("a.txt", content))).Problem;
        problem.Reason.ShouldBe(RejectReasons.NotText);
        problem.Detail.ShouldContain(what);
    }

    [Theory]
    [InlineData("a.txt", null, true)]
    [InlineData("a.txt", TextUnit.Line, false)]
    [InlineData("a.txt", TextUnit.Paragraph, false)]
    [InlineData("a.jsonl", null, false)]
    [InlineData("a", TextUnit.Line, true)]
    [InlineData("a.jpg", TextUnit.Line, true)]
    public async Task Open_ZeroByte_RefusesTheFileOnlyWhenNoneOfItsRecordsCanBeGood(string name, TextUnit? unit, bool refused)
    {
        var reading = ReadAsync(name, "good\nbad \0\n"u8.ToArray(), unit);
        if (refused)
        {
            (await Should.ThrowAsync<SourceProblemException>(reading)).Problem.Reason.ShouldBe(RejectReasons.NotText);
        }
        else
        {
            (await reading).ShouldBe(unit == TextUnit.Paragraph ? "" : name == "a.jsonl" ? "good\nbad \0" : "good\n");
        }
    }

    [Fact]
    public async Task Open_TextThatBeginsLikeAnotherFormat_IsText()
    {
        (await ReadAsync("a.txt", "PAR1 is a magic number"u8.ToArray())).ShouldBe("PAR1 is a magic number");
        (await ReadAsync("a.txt", "BZh1 is another"u8.ToArray())).ShouldBe("BZh1 is another");
    }

    [Fact]
    public async Task Open_Pipe_IsUnreadableAndDoesNotWait()
    {
        using var make = System.Diagnostics.Process.Start("mkfifo", [_folder["pipe"]]);
        await make.WaitForExitAsync(TestContext.Current.CancellationToken);
        var problem = (await Should.ThrowAsync<SourceProblemException>(OpenAsync(new SourceFile(_folder["pipe"], "pipe", 0)))).Problem;
        (problem.Reason, problem.Detail).ShouldBe((RejectReasons.Unreadable, "not a regular file"));
    }

    [Fact]
    public async Task Open_NoSuchFile_IsUnreadable() =>
        (await Should.ThrowAsync<SourceProblemException>(OpenAsync(new SourceFile(_folder["gone"], "gone", 0))))
            .Problem.Reason.ShouldBe(RejectReasons.Unreadable);

    [Theory]
    [InlineData("/data/a b.txt", "/data/a b.txt")]
    [InlineData("books/*.txt", "/job/books/*.txt")]
    [InlineData("../x", "/x")]
    [InlineData("file:///data/a%20b.txt", "/data/a b.txt")]
    [InlineData("file://localhost/data", "/data")]
    public void PlaceUri_Local_BecomesAPath(string uri, string path)
    {
        PlaceUri.Mistake(uri).ShouldBeNull();
        PlaceUri.Resolve(uri, "/job").ShouldBe(path);
    }

    private static SourceFinder Finder() => new([], TestContext.Current.CancellationToken);

    private async Task<string> ReadAsync(string name, byte[] content, TextUnit? unit = null)
    {
        _folder.Write(name, content);
        return await OpenAsync(Inputs.FileOf(_folder, name), unit);
    }

    // The content as it comes behind decompression, whatever its records are.
    private static async Task<string> OpenAsync(SourceFile file, TextUnit? unit = null)
    {
        var lines = new List<string>();
        await foreach (var content in Inputs.Reader(unit: unit).ReadAsync(
            file, SourceSlice.Whole, new ReadMeter(), TestContext.Current.CancellationToken))
        {
            await foreach (var record in content.ReadAsync(TestContext.Current.CancellationToken))
            {
                lines.Add(record.Text ?? Encoding.UTF8.GetString(record.Json.Span));
            }
        }

        return string.Join('\n', lines);
    }
}
