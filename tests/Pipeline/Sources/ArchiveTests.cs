using System.IO.Compression;
using System.Text;
using Text2Llm.Pipeline.Jobs;
using Text2Llm.Pipeline.Records;

namespace Text2Llm.Pipeline.Tests.Sources;

public sealed class ArchiveTests : IDisposable
{
    private readonly TempFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("tar --format=ustar -cf a")]
    [InlineData("tar --format=gnu -cf a")]
    [InlineData("tar --format=pax -cf a")]
    [InlineData("tar --format=v7 -cf a")]
    [InlineData("tar --format=oldgnu -czf a")]
    [InlineData("tar --format=pax -cJf a")]
    [InlineData("tar --zstd -cf a")]
    public async Task Tar_OfAnyKind_GivesEachFileUnderItsName(string command)
    {
        Write("x/one.txt", "first");
        Write("x/deeper/two.jsonl", "{}\n{}\n");
        await Inputs.ShellAsync(_folder, $"ln -s one.txt x/link; {command} x/one.txt x/link x/deeper");
        (await ReadAsync("a")).ShouldBe([("a!/x/one.txt", "first"), ("a!/x/deeper/two.jsonl", "{}"), ("a!/x/deeper/two.jsonl", "{}")]);
        (await Inputs.DetectAsync(_folder, "a")).Container.ShouldBe("tar");
    }

    [Theory]
    [InlineData("gnu")]
    [InlineData("pax")]
    public async Task Tar_LongName_IsKept(string format)
    {
        var name = $"x/{new string('n', 150)}/{new string('é', 60)}.txt";
        Write(name, "text");
        await Inputs.ShellAsync(_folder, $"tar --format={format} -cf a.tar x");
        (await ReadAsync("a.tar")).ShouldBe([($"a.tar!/{name}", "text")]);
    }

    [Fact]
    public async Task Tar_CutOff_KeepsTheFilesBefore()
    {
        Write("x/1.txt", "first");
        Write("x/2.txt", new string('2', 5000));
        await Inputs.ShellAsync(_folder, "tar -cf whole x/1.txt x/2.txt; head -c 3000 whole > a.tar");
        var reads = await Inputs.ReadAsync(_folder, "a.tar");
        reads[0].Value.ShouldBe("first");
        reads[^1].Reason.ShouldBe(RejectReasons.CorruptArchive);
    }

    [Fact]
    public async Task Tar_NameHeaderOfGibibytes_IsRefused()
    {
        Write("x/1.txt", "first");
        await Inputs.ShellAsync(_folder, "tar --format=gnu -cf a.tar x/1.txt");
        var bytes = File.ReadAllBytes(_folder["a.tar"]);
        bytes[156] = (byte)'L';
        "17777777777"u8.CopyTo(bytes.AsSpan(124));
        bytes.AsSpan(148, 8).Fill((byte)' ');
        Encoding.ASCII.GetBytes(Convert.ToString(bytes.Take(512).Sum(value => value), 8).PadLeft(6, '0') + "\0 ").CopyTo(bytes, 148);
        _folder.Write("a.tar", bytes);
        (await Inputs.ReadAsync(_folder, "a.tar")).ShouldHaveSingleItem().Reason.ShouldBe(RejectReasons.CorruptArchive);
    }

    [Fact]
    public async Task Zip_Files_AreReadInTheDirectorysOrderAndLinksLeftOut()
    {
        Write("x/b.txt", "second");
        Write("x/a.csv", "n,text\n1,good\n");
        await Inputs.ShellAsync(_folder, "ln -s b.txt x/link; zip -qry a.zip x/b.txt x/link x x/a.csv");
        var reads = await ReadAsync("a.zip");
        reads.Order().ShouldBe([("a.zip!/x/a.csv", """{"n":"1","text":"good"}"""), ("a.zip!/x/b.txt", "second")]);
        reads[0].File.ShouldBe("a.zip!/x/b.txt");
    }

    [Fact]
    public async Task Zip_StoredAndCompressedEntriesWithinEntries_AreRead()
    {
        _folder.Write("x/a.txt.gz", TempFolder.Gzip("zipped twice"));
        await Inputs.ShellAsync(_folder, "cd x; zip -q0 ../a.zip a.txt.gz");
        (await ReadAsync("a.zip")).ShouldBe([("a.zip!/a.txt.gz", "zipped twice")]);
    }

    [Fact]
    public async Task Zip_EncryptedEntry_IsRecordedAndTheOthersAreRead()
    {
        Write("x/1.txt", "secret");
        Write("x/2.txt", "open");
        await Inputs.ShellAsync(_folder, "cd x; zip -qP word ../a.zip 1.txt; zip -q ../a.zip 2.txt");
        var reads = await Inputs.ReadAsync(_folder, "a.zip");
        (reads[0].File, reads[0].Reason).ShouldBe(("a.zip!/1.txt", RejectReasons.Encrypted));
        (reads[1].File, reads[1].Value).ShouldBe(("a.zip!/2.txt", "open"));
    }

    [Fact]
    public async Task Zip_OneEntryCorrupt_IsRecordedAndTheOthersAreRead()
    {
        Write("x/1.txt", "this text is broken");
        Write("x/2.txt", "open");
        await Inputs.ShellAsync(_folder, "cd x; zip -q0 ../a.zip 1.txt 2.txt");
        var bytes = File.ReadAllBytes(_folder["a.zip"]);
        bytes[bytes.AsSpan().IndexOf("broken"u8)] ^= 1;
        _folder.Write("a.zip", bytes);
        var reads = await Inputs.ReadAsync(_folder, "a.zip");
        reads.Select(read => read.Reason).ShouldBe([RejectReasons.CorruptArchive, null]);
    }

    [Fact]
    public async Task Zip_WithoutItsDirectory_IsAProblemOfTheFile()
    {
        Write("x/1.txt", "text");
        await Inputs.ShellAsync(_folder, "zip -q whole.zip x/1.txt; head -c 60 whole.zip > a.zip");
        var read = (await Inputs.ReadAsync(_folder, "a.zip")).ShouldHaveSingleItem();
        (read.File, read.Reason).ShouldBe(("a.zip", RejectReasons.CorruptArchive));
    }

    [Fact]
    public async Task Archive_WithinAnArchive_IsNotEntered()
    {
        Write("x/1.txt", "text");
        await Inputs.ShellAsync(_folder, "zip -q in.zip x/1.txt; tar -cf in.tar x; gzip -k in.tar; tar -cf a.tar in.zip in.tar in.tar.gz x/1.txt");
        var reads = await Inputs.ReadAsync(_folder, "a.tar");
        reads.Select(read => read.Reason).ShouldBe(
            [RejectReasons.NestedArchive, RejectReasons.NestedArchive, RejectReasons.NestedArchive, null]);
    }

    [Fact]
    public async Task Archive_NamesThatLeadElsewhere_AreNamesAndNothingElse()
    {
        using (var zip = ZipFile.Open(_folder["a.zip"], ZipArchiveMode.Create))
        {
            foreach (var name in new[] { "../../up.txt", "/root.txt", "C:\\x.txt" })
            {
                await using var entry = zip.CreateEntry(name).Open();
                entry.Write("text"u8);
            }
        }

        (await ReadAsync("a.zip")).Select(read => read.File).ShouldBe(["a.zip!/../../up.txt", "a.zip!//root.txt", "a.zip!/C:\\x.txt"]);
        Directory.EnumerateFileSystemEntries(_folder.Path).ShouldHaveSingleItem();
    }

    [Theory]
    [InlineData("xl/workbook.xml", "Excel")]
    [InlineData("ppt/presentation.xml", "PowerPoint")]
    public async Task Zip_OfficeDocument_IsNamedAndNotTakenApart(string part, string what)
    {
        using (var zip = ZipFile.Open(_folder["a.bin"], ZipArchiveMode.Create))
        {
            zip.CreateEntry("[Content_Types].xml");
            zip.CreateEntry(part);
        }

        var read = (await Inputs.ReadAsync(_folder, "a.bin")).ShouldHaveSingleItem();
        (read.File, read.Reason).ShouldBe(("a.bin", RejectReasons.NotText));
        read.Value!.ShouldContain(what);
    }

    private void Write(string name, string text) => _folder.Write(name, text);

    private async Task<List<(string File, string? Value)>> ReadAsync(string name) =>
        [.. (await Inputs.ReadAsync(_folder, name, new SourceSpec())).Select(read => (read.File, read.Reason ?? read.Value))];
}
