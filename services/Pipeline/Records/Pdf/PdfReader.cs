using System.Runtime.CompilerServices;
using Text2Llm.Pipeline.Sources;
using UglyToad.PdfPig;
using UglyToad.PdfPig.Exceptions;

namespace Text2Llm.Pipeline.Records.Pdf;

/// <summary>Takes a PDF document for one record: its text, and its title as a field.</summary>
/// <remarks>
/// A document is read on a thread of its own, since what it makes of a hostile file cannot be told to stop: where that takes longer than it
/// may, the document is rejected and the thread left behind, which ends with the page that it is at.
/// </remarks>
internal sealed class PdfReader(int maxBytes, TimeProvider time, TimeSpan limit) : RecordReader
{
    // Most of a document's bytes are pictures and fonts, none of which is unfolded.
    private const int MaxFileBytes = 64 * 1024 * 1024;

    /// <summary>How long a document may take: what a thousand pages take, several times.</summary>
    public static readonly TimeSpan DefaultLimit = TimeSpan.FromMinutes(2);

    public override async IAsyncEnumerable<ParsedRecord> ReadAsync(
        SourceBytes source, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var bytes = await DocumentBytes.ReadAsync(source, MaxFileBytes, cancellationToken).ConfigureAwait(false);
        yield return bytes is null
            ? ParsedRecord.TooLarge(1, MaxFileBytes)
            : await ReadAsync(bytes.Value.ToArray(), cancellationToken).ConfigureAwait(false);
    }

    private async Task<ParsedRecord> ReadAsync(byte[] bytes, CancellationToken cancellationToken)
    {
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var token = stop.Token;
        var reading = Task.Factory.StartNew(() => Read(bytes, token), token, TaskCreationOptions.LongRunning, TaskScheduler.Default);
        try
        {
            return await reading.WaitAsync(limit, time, cancellationToken).ConfigureAwait(false);
        }
        catch (TimeoutException)
        {
            await stop.CancelAsync().ConfigureAwait(false);
            return ParsedRecord.Rejected(1, RejectReasons.TooSlow, $"it takes longer than {limit.TotalSeconds:0} seconds to read");
        }
    }

    private ParsedRecord Read(byte[] bytes, CancellationToken cancellationToken)
    {
        try
        {
            using var document = PdfDocument.Open(bytes, new ParsingOptions { UseLenientParsing = true, SkipMissingFonts = true });
            var text = PdfText.Of(document, maxBytes, cancellationToken);
            return text.Length == 0
                ? ParsedRecord.Rejected(1, RejectReasons.NoText, $"{document.NumberOfPages} pages without text: it may be scanned")
                : new ParsedRecord(1, text, null, DocumentFields.Of(("title", TitleOf(document))));
        }
        catch (PdfDocumentEncryptedException)
        {
            return ParsedRecord.Rejected(1, RejectReasons.Encrypted, "the document needs a password");
        }
        catch (RecordTooLargeException)
        {
            return ParsedRecord.TooLarge(1, maxBytes);
        }
        catch (Exception exception) when (exception is not OperationCanceledException)
        {
            // The library throws whatever it runs into.
            return ParsedRecord.Rejected(1, RejectReasons.CorruptDocument, exception.Message);
        }
    }

    private static string? TitleOf(PdfDocument document) => document.Information.Title?.Trim() is { Length: > 0 } title ? title : null;
}
