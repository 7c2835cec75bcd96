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
        var records = new PdfReader(Inputs.Limit, new FakeTimeProvider(), TimeSpan.Zero).ReadAsync(source, TestContext.Current.CancellationToken);
        (await records.SingleAsync(TestContext.Current.CancellationToken)).Rejection!.Reason.ShouldBe(RejectReasons.TooSlow);
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
