using System.Runtime.CompilerServices;
using Text2Llm.Pipeline.Sources;
using UglyToad.PdfPig;
using UglyToad.PdfPig.Exceptions;

namespace Text2Llm.Pipeline.Records.Pdf;

/// <summary>Takes a PDF document for one record: its text, and its title as a field.</summary>
/// <remarks>
/// A document is read on a thread of its own, since what it makes of a hostile file cannot be told to stop: where that takes longer than it
/// may, the document is rejected and the thread left behind, which ends with the page that it is at. There are only so many threads: while
/// they are all held by such documents, others wait as long as they may take, and are rejected then.
/// </remarks>
/// <param name="maxBytes">How long a document's text may be.</param>
/// <param name="time">The clock.</param>
/// <param name="limit">How long a document may take.</param>
/// <param name="threads">The threads of all readers.</param>
internal sealed class PdfReader(int maxBytes, TimeProvider time, TimeSpan limit, SemaphoreSlim threads) : RecordReader
{
    /// <summary>The threads on which documents are read: one for each core, and some that may be held by hostile ones.</summary>
    public static readonly SemaphoreSlim SharedThreads = new(Environment.ProcessorCount + 4);

    // A page, a font or a table of the file's objects. None of a text is as long.
    private const int MaxStreamBytes = 32 * 1024 * 1024;

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
        if (!await TakeThreadAsync(cancellationToken).ConfigureAwait(false))
        {
            return ParsedRecord.Rejected(1, RejectReasons.TooSlow, "documents that were given up before still hold every thread for documents");
        }

        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var token = stop.Token;
        var reading = Task.Factory.StartNew(() => Read(bytes, token), CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default);
        _ = reading.ContinueWith(_ => threads.Release(), CancellationToken.None, TaskContinuationOptions.ExecuteSynchronously, TaskScheduler.Default);
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

    private async Task<bool> TakeThreadAsync(CancellationToken cancellationToken)
    {
        if (threads.Wait(0, cancellationToken))
        {
            return true;
        }

        using var late = new CancellationTokenSource(limit, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(late.Token, cancellationToken);
        try
        {
            await threads.WaitAsync(either.Token).ConfigureAwait(false);
            return true;
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            return false;
        }
    }

    private ParsedRecord Read(byte[] bytes, CancellationToken cancellationToken)
    {
        var filters = new BoundedFilters(MaxStreamBytes);
        try
        {
            var options = new ParsingOptions { UseLenientParsing = true, SkipMissingFonts = true, FilterProvider = filters };
            using var document = PdfDocument.Open(bytes, options);
            var text = PdfText.Of(document, maxBytes, cancellationToken);
            return filters.Exceeded ? Bomb()
                : text.Length == 0
                ? ParsedRecord.Rejected(1, RejectReasons.NoText, $"{document.NumberOfPages} pages without text: it may be scanned")
                : new ParsedRecord(1, text, null, DocumentFields.Of(("title", TitleOf(document))));
        }
        catch (PdfDocumentEncryptedException)
        {
            return ParsedRecord.Rejected(1, RejectReasons.Encrypted, "the document needs a password");
        }
        catch (Exception exception) when (filters.Exceeded && exception is not OperationCanceledException)
        {
            return Bomb();
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

    private static ParsedRecord Bomb() =>
        ParsedRecord.Rejected(1, RejectReasons.TooLarge, $"a part of the document unfolds to more than {MaxStreamBytes} bytes");

    private static string? TitleOf(PdfDocument document) => document.Information.Title?.Trim() is { Length: > 0 } title ? title : null;
}
