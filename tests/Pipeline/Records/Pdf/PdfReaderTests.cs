using System.IO.Compression;
using System.Text;
using Microsoft.Extensions.Time.Testing;
using Text2Llm.Pipeline.Records;
using Text2Llm.Pipeline.Records.Pdf;
using Text2Llm.Pipeline.Sources;
using Text2Llm.Pipeline.Tests.Sources;
using UglyToad.PdfPig.Content;
using UglyToad.PdfPig.Core;
using UglyToad.PdfPig.Fonts.Standard14Fonts;
using UglyToad.PdfPig.Writer;

namespace Text2Llm.Pipeline.Tests.Records.Pdf;

public sealed class PdfReaderTests : IDisposable
{
    private static readonly string[] Numbers = ["One", "Two", "Three", "Four"];

    private readonly TempFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Read_TwoColumns_AreReadOneAfterTheOtherAndCutWordsAreWhole()
    {
        _folder.Write("a.pdf", Pdf([
            (50, 700, "The left column goes on"), (50, 686, "to its end with hyphen-"), (50, 672, "ation in a word."),
            (320, 700, "The right column comes"), (320, 686, "after the left one."),
        ]));
        (await Inputs.ReadAsync(_folder, "a.pdf")).ShouldHaveSingleItem().Value.ShouldBe(
            "The left column goes on to its end with hyphenation in a word.\n\nThe right column comes after the left one.");
    }

    [Fact]
    public async Task Read_HeadersAndPageNumbers_AreLeftOut()
    {
        var pages = Enumerable.Range(1, 4).Select(page => new (int, int, string)[]
        {
            (50, 800, $"The Journal {page}"), (50, 600, $"{Numbers[page - 1]} is what this page says."), (280, 40, $"{page}"),
        });
        _folder.Write("a.pdf", Pdf([.. pages]));
        (await Inputs.ReadAsync(_folder, "a.pdf")).ShouldHaveSingleItem().Value.ShouldBe(
            string.Join("\n\n", Numbers.Select(word => $"{word} is what this page says.")));
    }

    [Fact]
    public async Task Read_NoText_IsRejected()
    {
        _folder.Write("a.pdf", Pdf([]));
        (await Inputs.ReadAsync(_folder, "a.pdf")).ShouldHaveSingleItem().Reason.ShouldBe(RejectReasons.NoText);
    }

    [Fact]
    public async Task Read_Garbage_IsRejected()
    {
        _folder.Write("a.pdf", "%PDF-1.7\n" + new string('x', 5000));
        (await Inputs.ReadAsync(_folder, "a.pdf")).ShouldHaveSingleItem().Reason.ShouldBe(RejectReasons.CorruptDocument);
    }

    [Fact]
    public async Task Read_Encrypted_IsRejected()
    {
        var plain = Encoding.Latin1.GetString(Pdf([(50, 700, "secret")]));
        var key = new string('0', 64);
        var trailer = plain.LastIndexOf("/Root", StringComparison.Ordinal);
        var locked = plain.Insert(trailer, $"/Encrypt << /Filter /Standard /V 1 /R 2 /O <{key}> /U <{key}> /P -4 >> /ID [<00> <00>] ");
        _folder.Write("a.pdf", Encoding.Latin1.GetBytes(locked));
        (await Inputs.ReadAsync(_folder, "a.pdf")).ShouldHaveSingleItem().Reason.ShouldBe(RejectReasons.Encrypted);
    }

    [Fact]
    public async Task Read_OverTheTimeLimit_IsRejected()
    {
        // So long that it is not read before its time is looked at.
        await using var source = new SourceBytes(new MemoryStream(Pdf([.. Enumerable.Range(0, 5_000).Select(line => (50, 10 + (line % 700), "text"))])));
        var records = new PdfReader(Inputs.Limit, new FakeTimeProvider(), TimeSpan.Zero, new SemaphoreSlim(1)).ReadAsync(source, TestContext.Current.CancellationToken);
        (await records.SingleAsync(TestContext.Current.CancellationToken)).Rejection!.Reason.ShouldBe(RejectReasons.TooSlow);
    }

    [Fact]
    public async Task Read_EveryThreadIsHeld_IsRejectedAfterItsTime()
    {
        using var threads = new SemaphoreSlim(0);
        (await ReadAsync(threads))!.ShouldSatisfyAllConditions(
            rejection => rejection.Reason.ShouldBe(RejectReasons.TooSlow), rejection => rejection.Detail.ShouldContain("hold every thread"));
        threads.Release();
        (await ReadAsync(threads)).ShouldBeNull();
        (await threads.WaitAsync(TimeSpan.FromMinutes(1), TestContext.Current.CancellationToken)).ShouldBeTrue(); // Given back.
    }

    [Theory]
    [InlineData("FlateDecode")]
    [InlineData("RunLengthDecode")]
    [InlineData("LZWDecode")]
    public void UnfoldedLength_OfAStream_IsThatOfItsText(string filter)
    {
        var stream = Bomb(filter, 1_000_000);
        (filter switch
        {
            "FlateDecode" => UnfoldedLength.OfFlate(stream, int.MaxValue),
            "LZWDecode" => UnfoldedLength.OfLzw(stream),
            _ => UnfoldedLength.OfRuns(stream),
        }).ShouldBe(1_000_000);
    }

    // So many spaces; in LZW, runs of them that grow by one, which the decoder has never seen whole before.
    internal static byte[] Bomb(string filter, int length = 200_000_000)
    {
        var bytes = new MemoryStream();
        switch (filter)
        {
            case "FlateDecode":
                using (var zlib = new ZLibStream(bytes, CompressionLevel.Optimal, leaveOpen: true))
                {
                    var piece = Enumerable.Repeat((byte)' ', 100_000).ToArray();
                    for (var written = 0; written < length; written += piece.Length)
                    {
                        zlib.Write(piece);
                    }
                }

                break;
            case "RunLengthDecode":
                for (; length > 0; length -= Math.Min(length, 128))
                {
                    bytes.Write([(byte)(257 - Math.Min(length, 128)), (byte)' ']);
                }

                bytes.WriteByte(128);
                break;
            default:
                WriteLzw(bytes, length);
                break;
        }

        return bytes.ToArray();
    }

    private static void WriteLzw(MemoryStream bytes, int length)
    {
        var (pending, bits, next, run) = (0L, 0, 258, 0);
        Write(256);
        for (; length > 0; length -= run)
        {
            run = run == 0 || run == length ? 1 : Math.Min(run + 1, length);
            Write(run == 1 ? ' ' : 256 + run);
            next += run > 1 ? 1 : 0;
            if (next == 4000)
            {
                Write(256);
                (next, run) = (258, 0);
            }
        }

        Write(257);
        bytes.WriteByte((byte)(pending << (8 - bits)));

        void Write(int code)
        {
            var width = (next + 1) switch { >= 2048 => 12, >= 1024 => 11, >= 512 => 10, _ => 9 };
            pending = (pending << width) | (long)code;
            for (bits += width; bits >= 8; bits -= 8)
            {
                bytes.WriteByte((byte)(pending >> (bits - 8)));
            }

            pending &= (1L << bits) - 1;
        }
    }

    // A document of one page with this content.
    internal static byte[] WithContent(byte[] stream, string entries)
    {
        var file = new MemoryStream();
        var places = new List<long>();
        file.Write("%PDF-1.4\n"u8);
        Add("<< /Type /Catalog /Pages 2 0 R >>");
        Add("<< /Type /Pages /Kids [3 0 R] /Count 1 >>");
        Add("<< /Type /Page /Parent 2 0 R /MediaBox [0 0 612 792] /Contents 4 0 R /Resources << >> >>");
        Add($"<< /Length {stream.Length} {entries} >>", stream);
        var table = file.Length;
        file.Write(Encoding.ASCII.GetBytes($"xref\n0 5\n0000000000 65535 f \n{string.Concat(places.Select(place => $"{place:D10} 00000 n \n"))}"));
        file.Write(Encoding.ASCII.GetBytes($"trailer\n<< /Size 5 /Root 1 0 R >>\nstartxref\n{table}\n%%EOF"));
        return file.ToArray();

        void Add(string dictionary, byte[]? content = null)
        {
            places.Add(file.Length);
            file.Write(Encoding.ASCII.GetBytes($"{places.Count} 0 obj\n{dictionary}\n"));
            if (content is not null)
            {
                file.Write([.. "stream\n"u8, .. content, .. "\nendstream\n"u8]);
            }

            file.Write("endobj\n"u8);
        }
    }

    private static async Task<Rejection?> ReadAsync(SemaphoreSlim threads)
    {
        await using var source = new SourceBytes(new MemoryStream(Pdf([(50, 700, "text")])));
        var limit = threads.CurrentCount == 0 ? TimeSpan.Zero : TimeSpan.FromMinutes(1);
        var records = new PdfReader(Inputs.Limit, new FakeTimeProvider(), limit, threads).ReadAsync(source, TestContext.Current.CancellationToken);
        return (await records.SingleAsync(TestContext.Current.CancellationToken)).Rejection;
    }

    [Fact]
    public async Task Read_AnyPartMissing_EndsInATextOrARejection()
    {
        var whole = Pdf([(50, 700, "some text"), (50, 600, "and more")]);
        for (var length = 10; length < whole.Length; length += 97)
        {
            _folder.Write("a.pdf", whole[..length]);
            (await Inputs.ReadAsync(_folder, "a.pdf")).ShouldHaveSingleItem();
        }
    }

    private static byte[] Pdf(params (int X, int Y, string Text)[][] pages)
    {
        using var builder = new PdfDocumentBuilder();
        var font = builder.AddStandard14Font(Standard14Font.Helvetica);
        foreach (var texts in pages)
        {
            var page = builder.AddPage(PageSize.A4);
            foreach (var (x, y, text) in texts)
            {
                page.AddText(text, 10, new PdfPoint(x, y), font);
            }
        }

        return builder.Build();
    }
}
