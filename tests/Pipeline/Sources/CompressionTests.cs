using Text2Llm.Pipeline.Jobs;
using Text2Llm.Pipeline.Records;

namespace Text2Llm.Pipeline.Tests.Sources;

public sealed class CompressionTests : IDisposable
{
    private const string Text = "one\ntwo\nthree\n";

    private readonly TempFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    public static TheoryData<string, SourceCompression, string> Kinds => new()
    {
        { "gzip", SourceCompression.Gzip, RejectReasons.CorruptGzip },
        { "zstd", SourceCompression.Zstd, RejectReasons.CorruptZstd },
        { "bzip2", SourceCompression.Bzip2, RejectReasons.CorruptBzip2 },
        { "xz", SourceCompression.Xz, RejectReasons.CorruptXz },
    };

    [Theory]
    [MemberData(nameof(Kinds))]
    public async Task Read_OneStreamOrSeveral_GivesWhatWasCompressed(string tool, SourceCompression kind, string reason)
    {
        await CompressAsync(tool, "a", Text);
        await CompressAsync(tool, "empty", "");
        _folder.Write("all", [.. Bytes("a"), .. Bytes("empty"), .. Bytes("a")]);
        (await LinesAsync("a")).ShouldBe(["one", "two", "three"]);
        (await LinesAsync("empty")).ShouldBeEmpty();
        (await LinesAsync("all")).ShouldBe(["one", "two", "three", "one", "two", "three"]);
        var found = await Inputs.DetectAsync(_folder, "all");
        found.Compression.ShouldBe(kind);
        found.CompressionWhy.ShouldContain(kind.ToString().ToLowerInvariant());
        reason.ShouldNotBeEmpty();
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public async Task Read_CutOffAnywhere_TellsSoAndKeepsWhatCameBefore(string tool, SourceCompression kind, string reason)
    {
        await CompressAsync(tool, "a", string.Concat(Enumerable.Range(0, 200).Select(number => $"{number}\n")));
        var whole = Bytes("a");
        for (var length = 11; length < whole.Length; length += 7)
        {
            _folder.Write("cut", whole[..length]);
            var reads = await Inputs.ReadAsync(_folder, "cut", new SourceSpec { Compression = kind }, TextUnit.Line);
            reads[^1].Reason.ShouldBe(reason, $"{length} of {whole.Length} bytes");
            reads[^1].Value!.ShouldContain("of content");
            reads.SkipLast(1).Select(read => read.Value).ShouldBe(Enumerable.Range(0, reads.Count - 1).Select(number => $"{number}"), $"{length}");
        }
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public async Task Read_SomethingElseBehind_TellsSoAndKeepsWhatCameBefore(string tool, SourceCompression kind, string reason)
    {
        await CompressAsync(tool, "a", Text);
        _folder.Write("b", [.. Bytes("a"), .. "some text that is no further stream"u8]);
        var reads = await Inputs.ReadAsync(_folder, "b", new SourceSpec { Compression = kind }, TextUnit.Line);
        reads[^1].Reason.ShouldBe(reason);
        reads.SkipLast(1).Select(read => read.Value).ShouldBe(["one", "two", "three"]);
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public async Task Read_OneBitWrong_TellsSo(string tool, SourceCompression kind, string reason)
    {
        await CompressAsync(tool, "a", string.Concat(Enumerable.Range(0, 3000).Select(number => $"{number * 7919}\n")), tool == "zstd" ? "--check" : "");
        var bytes = Bytes("a");
        bytes[bytes.Length * 2 / 3] ^= 0x10;
        _folder.Write("a", bytes);
        (await Inputs.ReadAsync(_folder, "a", new SourceSpec { Compression = kind }, TextUnit.Line))[^1].Reason.ShouldBe(reason);
    }

    [Theory]
    [InlineData("gzip", "")]
    [InlineData("zstd", "")]
    [InlineData("bzip2", "-1")]
    [InlineData("xz", "-1 --block-size=300000")]
    [InlineData("xz", "-1 --check=sha256")]
    [InlineData("xz", "-2 --check=crc32")]
    [InlineData("xz", "-0 --check=none")]
    public async Task Read_SeveralMebibytesInManyBlocks_GivesWhatWasCompressed(string tool, string options)
    {
        var random = new Random(1);
        var text = string.Concat(Enumerable.Range(0, 300_000).Select(number => $"{number} {random.Next()}\n"));
        await CompressAsync(tool, "a", text, options);
        (await Inputs.ReadAsync(_folder, "a")).ShouldHaveSingleItem().Value.ShouldBe(text);
    }

    [Fact]
    public async Task Xz_ZerosBetweenAndBehindStreams_AreFilling()
    {
        await CompressAsync("xz", "a", Text);
        _folder.Write("b", [.. Bytes("a"), 0, 0, 0, 0, .. Bytes("a"), .. new byte[8]]);
        (await LinesAsync("b")).Count.ShouldBe(6);
    }

    [Fact]
    public async Task Xz_HugeDictionary_IsRefusedBeforeItIsMade()
    {
        await CompressAsync("xz", "a", Text, "--lzma2=dict=1500MiB");
        var read = (await Inputs.ReadAsync(_folder, "a")).ShouldHaveSingleItem();
        read.Reason.ShouldBe(RejectReasons.CorruptXz);
    }

    [Fact]
    public async Task Zstd_SkippableFrameFirst_IsSkipped()
    {
        await CompressAsync("zstd", "a", Text);
        _folder.Write("b", [0x50, 0x2a, 0x4d, 0x18, 3, 0, 0, 0, 1, 2, 3, .. Bytes("a")]);
        (await LinesAsync("b")).ShouldBe(["one", "two", "three"]);
    }

    private byte[] Bytes(string name) => File.ReadAllBytes(_folder[name]);

    private async Task<List<string?>> LinesAsync(string name) =>
        [.. (await Inputs.ReadAsync(_folder, name, unit: TextUnit.Line)).Select(read => read.Reason is null ? read.Value : read.Reason)];

    private async Task CompressAsync(string tool, string name, string text, string options = "")
    {
        _folder.Write("plain", text);
        await Inputs.ShellAsync(_folder, $"{tool} {options} -c plain > {name}");
    }
}
