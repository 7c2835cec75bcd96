using System.IO.Compression;
using System.Text;
using Text2Llm.Pipeline.Records;
using Text2Llm.Pipeline.Tests.Sources;

namespace Text2Llm.Pipeline.Tests.Records.Word;

public sealed class WordReaderTests : IDisposable
{
    private const string Paragraphs = """
        <w:p><w:pPr><w:pStyle w:val="Heading1"/></w:pPr><w:r><w:t>Ti</w:t></w:r><w:r><w:t xml:space="preserve">des </w:t></w:r><w:r><w:t>&amp; moons</w:t></w:r></w:p>
        <w:p><w:r><w:t>One</w:t><w:br/><w:t>two</w:t></w:r><w:del><w:r><w:delText>gone</w:delText><w:t>gone</w:t></w:r></w:del><w:ins><w:r><w:t> three</w:t></w:r></w:ins></w:p>
        <w:p/>
        <w:p><w:pPr><w:numPr/></w:pPr><w:r><w:t>first</w:t></w:r></w:p>
        <w:p><w:pPr><w:numPr/></w:pPr><w:r><w:instrText>PAGE</w:instrText><w:t>second</w:t></w:r></w:p>
        <w:tbl><w:tr><w:tc><w:p><w:r><w:t>a</w:t></w:r></w:p></w:tc><w:tc><w:p><w:r><w:t>b</w:t></w:r></w:p><w:p><w:r><w:t>c</w:t></w:r></w:p></w:tc></w:tr>
        <w:tr><w:tc><w:p><w:r><w:t>d</w:t></w:r></w:p></w:tc><w:tc><w:p><w:r><w:t>e</w:t></w:r></w:p></w:tc></w:tr></w:tbl>
        <w:p><w:r><w:t>End.</w:t></w:r></w:p>
        """;

    private readonly TempFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Read_Document_IsItsTextInOrder()
    {
        Write(("word/document.xml", Part(Paragraphs)), ("word/footnotes.xml", Part("""
            <w:footnote w:type="separator"><w:p><w:r><w:t>none</w:t></w:r></w:p></w:footnote><w:footnote><w:p><w:r><w:t>A note.</w:t></w:r></w:p></w:footnote>
            """)));
        (await Inputs.ReadAsync(_folder, "a.docx")).ShouldHaveSingleItem().Value.ShouldBe(
            "Tides & moons\n\nOne\ntwo three\n\n- first\n- second\n\na | b c\nd | e\n\nEnd.\n\nA note.");
    }

    [Fact]
    public async Task Read_Entity_IsRejected()
    {
        Write(("word/document.xml", "<!DOCTYPE d [<!ENTITY e SYSTEM \"file:///etc/passwd\">]>" + Part("<w:p><w:r><w:t>&e;</w:t></w:r></w:p>")));
        await RejectedAsync(RejectReasons.CorruptDocument);
    }

    [Fact]
    public async Task Read_CutOffXml_IsRejected()
    {
        Write(("word/document.xml", Part(Paragraphs)[..900]));
        await RejectedAsync(RejectReasons.CorruptDocument);
    }

    [Fact]
    public async Task Read_NoText_IsRejected()
    {
        Write(("word/document.xml", Part("<w:p/>")));
        await RejectedAsync(RejectReasons.NoText);
    }

    [Theory]
    [InlineData("<w:p><w:r><w:t>", "x")]
    [InlineData("<w:p>", "<w:r/>")]
    public async Task Read_Bomb_IsTooLarge(string start, string repeated)
    {
        Write(("word/document.xml", Part(start + new StringBuilder().Insert(0, repeated, 200_000))));
        (await Inputs.ReadAsync(_folder, "a.docx", limit: 50_000)).ShouldHaveSingleItem().Reason.ShouldBe(RejectReasons.TooLarge);
    }

    private async Task RejectedAsync(string reason) =>
        (await Inputs.ReadAsync(_folder, "a.docx")).ShouldHaveSingleItem().Reason.ShouldBe(reason);

    private static string Part(string content) =>
        $"<w:document xmlns:w=\"http://schemas.openxmlformats.org/wordprocessingml/2006/main\"><w:body>{content}</w:body></w:document>";

    private void Write(params (string Name, string Content)[] parts)
    {
        using var archive = new ZipArchive(File.Create(_folder["a.docx"]), ZipArchiveMode.Create);
        foreach (var (name, content) in parts.Prepend(("[Content_Types].xml", "<Types/>")))
        {
            using var entry = archive.CreateEntry(name).Open();
            entry.Write(Encoding.UTF8.GetBytes(content));
        }
    }
}
