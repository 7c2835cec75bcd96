using System.Runtime.CompilerServices;
using Text2Llm.Pipeline.Jobs;
using Text2Llm.Pipeline.Records;
using Text2Llm.Pipeline.Sources.Archives;

namespace Text2Llm.Pipeline.Sources;

/// <summary>
/// Reads files of any kind that a job may name: finds out what each is, and takes it out of its archive, its compression and its encoding.
/// What it finds and gives depends on the file's name and bytes alone. Safe for use by several threads at once.
/// </summary>
/// <param name="spec">What the job says of its files.</param>
/// <param name="records">What it says of records.</param>
/// <param name="maxRecordBytes">How large a record may be.</param>
/// <param name="open">Opens a file.</param>
internal sealed class SourceReader(SourceSpec spec, RecordsSpec records, int maxRecordBytes, OpenFile open)
{
    private const int HeadBytes = 512;

    private readonly ContentOpener _contents = new(spec, records, maxRecordBytes);

    /// <summary>
    /// What a file holds: itself, or each of an archive's entries in turn, which is to be read before the next is asked for. An entry that
    /// cannot be read says so when it is read, and the others go on.
    /// </summary>
    /// <param name="file">The file.</param>
    /// <param name="slice">The part of it that is read; one of <see cref="SplitAsync"/>, or the whole.</param>
    /// <param name="meter">Counts what is read.</param>
    /// <param name="cancellationToken">Ends the reading.</param>
    /// <exception cref="SourceProblemException">The file, or its rest, cannot be read.</exception>
    public async IAsyncEnumerable<SourceContent> ReadAsync(
        SourceFile file, SourceSlice slice, ReadMeter meter, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var input = await OpenAsync(file, meter, cancellationToken).ConfigureAwait(false);
        await using var bytes = new SourceBytes(input, input) { Slice = slice };
        await bytes.PeekAsync(HeadBytes, cancellationToken).ConfigureAwait(false);
        if (ZipReader.IsZip(bytes.Buffered.Span))
        {
            using var zip = await ZipReader.OpenAsync(input, cancellationToken).ConfigureAwait(false);
            if (zip.Document is not { } document)
            {
                await foreach (var entry in zip.ReadAsync(file.Name, _contents, meter, cancellationToken).ConfigureAwait(false))
                {
                    await using (entry.ConfigureAwait(false))
                    {
                        yield return entry;
                    }
                }

                yield break;
            }

            bytes.Seek(0);
            yield return _contents.OpenDocument(file.Name, bytes, document, meter);
            yield break;
        }

        var compression = _contents.CompressionOf(bytes.Buffered.Span);
        await using var content = ContentOpener.Decompress(bytes, compression.Kind);
        await content.PeekAsync(HeadBytes, cancellationToken).ConfigureAwait(false);
        if (!TarReader.IsHeader(content.Buffered.Span))
        {
            yield return await _contents.OpenAsync(file.Name, content, compression, null, meter, cancellationToken).ConfigureAwait(false);
            yield break;
        }

        using var tar = new TarReader(content);
        while (await tar.NextAsync(cancellationToken).ConfigureAwait(false) is { } entry)
        {
            if (entry.IsFile || entry.Problem is not null)
            {
                await using var opened = await _contents.OpenEntryAsync(
                    $"{file.Name}!/{entry.Name}", tar.OpenContent(), entry.Problem, "tar", meter, cancellationToken).ConfigureAwait(false);
                yield return opened;
            }
        }
    }

    /// <summary>
    /// The slices in which a file may be read: of about so many bytes each where its format can be cut, else one, the whole. They depend on
    /// the file and that number alone.
    /// </summary>
    /// <exception cref="SourceProblemException">The file cannot be read.</exception>
    public async ValueTask<IReadOnlyList<SourceSlice>> SplitAsync(SourceFile file, long targetBytes, CancellationToken cancellationToken)
    {
        if (file.Length <= targetBytes)
        {
            return [SourceSlice.Whole];
        }

        await foreach (var content in ReadAsync(file, SourceSlice.Whole, new ReadMeter(), cancellationToken).ConfigureAwait(false))
        {
            return await content.SplitAsync(targetBytes, cancellationToken).ConfigureAwait(false);
        }

        return [SourceSlice.Whole];
    }

    /// <summary>Opens the file itself.</summary>
    /// <exception cref="SourceProblemException">It cannot be opened.</exception>
    public async ValueTask<FileInput> OpenAsync(SourceFile file, ReadMeter meter, CancellationToken cancellationToken)
    {
        if (file.Problem is not null)
        {
            throw new SourceProblemException(RejectReasons.Unreadable, file.Problem);
        }

        try
        {
            return new FileInput(await open(file, cancellationToken).ConfigureAwait(false), meter, file.IsLocal);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw new SourceProblemException(RejectReasons.Unreadable, exception.Message, exception) { EndsRun = !file.IsLocal };
        }
    }
}
