using System.IO.Compression;
using System.Runtime.CompilerServices;
using System.Xml;
using Text2Llm.Pipeline.Records.Columns;
using Text2Llm.Pipeline.Sources;

namespace Text2Llm.Pipeline.Records.Word;

/// <summary>Takes a Word document for one record: its text, with its footnotes behind it, and its title as a field.</summary>
internal sealed class WordReader(int maxBytes) : RecordReader
{
    // How much XML may stand behind a text of so many bytes, which styles and names make some ten times as long.
    private const int XmlPerByte = 10;

    public override async IAsyncEnumerable<ParsedRecord> ReadAsync(
        SourceBytes source, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var stream = await SeekableContent.OfAsync(source, "a Word document", cancellationToken).ConfigureAwait(false);
        yield return Read(stream, cancellationToken);
    }

    private ParsedRecord Read(Stream stream, CancellationToken cancellationToken)
    {
        try
        {
            using var archive = new ZipArchive(stream, ZipArchiveMode.Read, leaveOpen: true);
            var text = new WordText(maxBytes);
            if (!text.Read(archive, "word/document.xml", (long)maxBytes * XmlPerByte, cancellationToken))
            {
                return ParsedRecord.Rejected(1, RejectReasons.CorruptDocument, "it has no part word/document.xml");
            }

            text.Read(archive, "word/footnotes.xml", (long)maxBytes * XmlPerByte, cancellationToken);
            text.Read(archive, "word/endnotes.xml", (long)maxBytes * XmlPerByte, cancellationToken);
            var whole = text.ToString();
            return whole.Length == 0 ? ParsedRecord.Rejected(1, RejectReasons.NoText, "the document has no text")
                : new ParsedRecord(1, whole, null, DocumentFields.Of(("title", WordTitle.Of(archive))));
        }
        catch (RecordTooLargeException)
        {
            return ParsedRecord.TooLarge(1, maxBytes);
        }
        catch (Exception exception) when (exception is InvalidDataException or XmlException or EndOfStreamException)
        {
            return ParsedRecord.Rejected(1, RejectReasons.CorruptDocument, exception.Message);
        }
    }
}
