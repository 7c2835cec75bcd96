using Text2Llm.Pipeline.Storage;
using Text2Llm.Storage.Transfers;

namespace Text2Llm.Storage.Http;

/// <summary>Keeps files where only presigned URLs lead: whoever reads and writes them holds no credentials.</summary>
public sealed class PresignedFileStore : IFileStore
{
    private readonly IPresignedUrls _urls;
    private readonly HttpClient _client;
    private readonly TransferOptions _options;
    private readonly TimeProvider _clock;
    private readonly Retries _retries;

    /// <param name="urls">Gives the URLs.</param>
    /// <param name="client">Sends requests, and has no time limit of its own; not owned.</param>
    /// <param name="options">How bytes are moved.</param>
    /// <param name="clock">Measures waits.</param>
    /// <param name="random">Gives parts of waits, from 0 up to 1.</param>
    internal PresignedFileStore(IPresignedUrls urls, HttpClient client, TransferOptions options, TimeProvider clock, Func<double> random)
    {
        (_urls, _client, _options, _clock) = (urls, client, options, clock);
        _retries = new Retries(options, clock, random);
    }

    /// <inheritdoc/>
    public IAsyncEnumerable<StoredFile> ListAsync(string prefix, CancellationToken cancellationToken) => _urls.ListAsync(prefix, cancellationToken);

    /// <inheritdoc/>
    /// <remarks>A URL is for reading or for asking how long a file is, not for both: the first byte's answer tells.</remarks>
    public ValueTask<StoredFile?> FindAsync(string name, CancellationToken cancellationToken) =>
        SourceOf(name).FindAsync(name, _retries, cancellationToken);

    /// <inheritdoc/>
    public ValueTask<Stream> OpenAsync(string name, CancellationToken cancellationToken) => OpenAsync(SourceOf(name), cancellationToken);

    /// <inheritdoc/>
    public ValueTask<Stream> OpenAsync(StoredFile file, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(file);
        return OpenAsync(SourceOf(file.Name, file.Version), cancellationToken);
    }

    /// <inheritdoc/>
    public ValueTask<IPendingFile> CreateAsync(string name, CancellationToken cancellationToken)
    {
        var target = new HttpUploadTarget(name, _urls, _client, _options, _retries);
        return ValueTask.FromResult<IPendingFile>(new PendingUpload(target, _options, _clock));
    }

    /// <inheritdoc/>
    public async ValueTask DeleteAsync(string name, CancellationToken cancellationToken) =>
        await _urls.DeleteAsync(name, cancellationToken).ConfigureAwait(false);

    /// <inheritdoc/>
    /// <remarks>That is for whoever gives the URLs, and knows what was begun.</remarks>
    public ValueTask RemovePendingAsync(CancellationToken cancellationToken) => default;

    private async ValueTask<Stream> OpenAsync(HttpRangeSource source, CancellationToken cancellationToken) =>
        await RangeStream.OpenAsync(new RangeReader(source, _retries), _options, cancellationToken).ConfigureAwait(false);

    private HttpRangeSource SourceOf(string name, string? version = null) =>
        new(name, new RenewedUrl(_client, token => _urls.ReadAsync(name, token)), version);
}
