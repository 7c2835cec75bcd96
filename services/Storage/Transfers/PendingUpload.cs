using Text2Llm.Pipeline.Storage;

namespace Text2Llm.Storage.Transfers;

/// <summary>A file that is being written to a store elsewhere.</summary>
internal sealed class PendingUpload(UploadTarget target, TransferOptions options, TimeProvider clock) : IPendingFile
{
    private readonly UploadStream _content = new(target, options);
    private bool _complete;

    public Stream Content => _content;

    public async Task CompleteAsync(CancellationToken cancellationToken)
    {
        await _content.CompleteAsync(cancellationToken).ConfigureAwait(false);
        _complete = true;
    }

    public async ValueTask DisposeAsync()
    {
        await _content.StopAsync().ConfigureAwait(false);
        if (_complete || !_content.HasParts)
        {
            return;
        }

        try
        {
            using var time = new CancellationTokenSource(options.WriteTimeout, clock);
            await target.AbortAsync(time.Token).ConfigureAwait(false);
        }
        catch (Exception exception) when (exception is IOException or OperationCanceledException)
        {
            // Parts without a file are seen by nobody; the next run, or the bucket's rule for such parts, removes them.
        }
    }
}
