using System.Diagnostics.CodeAnalysis;
using Text2Llm.Pipeline.Storage;
using Text2Llm.Storage.Transfers;

namespace Text2Llm.Storage.Http;

/// <summary>Files behind URLs, which are their names; for reading alone. A query may be a signature, and is never shown.</summary>
public sealed class HttpFileStore : IFileStore
{
    private readonly HttpClient _client;
    private readonly TransferOptions _options;
    private readonly Retries _retries;

    /// <param name="client">Sends requests, and has no time limit of its own; not owned.</param>
    /// <param name="options">How bytes are moved.</param>
    /// <param name="clock">Measures waits.</param>
    /// <param name="random">Gives parts of waits, from 0 up to 1.</param>
    internal HttpFileStore(HttpClient client, TransferOptions options, TimeProvider clock, Func<double> random) =>
        (_client, _options, _retries) = (client, options, new Retries(options, clock, random));

    /// <inheritdoc/>
    public IAsyncEnumerable<StoredFile> ListAsync(string prefix, CancellationToken cancellationToken) =>
        throw new IOException("files behind URLs cannot be listed: name each of them");

    /// <inheritdoc/>
    public ValueTask<StoredFile?> FindAsync(string name, CancellationToken cancellationToken) =>
        SourceOf(name, null).FindAsync(name, _retries, cancellationToken);

    /// <inheritdoc/>
    public ValueTask<Stream> OpenAsync(string name, CancellationToken cancellationToken) => OpenAsync(new StoredFile(name, 0), cancellationToken);

    /// <inheritdoc/>
    public async ValueTask<Stream> OpenAsync(StoredFile file, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(file);
        var reader = new RangeReader(SourceOf(file.Name, file.Version), _retries);
        return await RangeStream.OpenAsync(reader, _options, cancellationToken).ConfigureAwait(false);
    }

    /// <inheritdoc/>
    public ValueTask<IPendingFile> CreateAsync(string name, CancellationToken cancellationToken) => throw ReadOnly(name);

    /// <inheritdoc/>
    public ValueTask DeleteAsync(string name, CancellationToken cancellationToken) => throw ReadOnly(name);

    /// <inheritdoc/>
    public ValueTask RemovePendingAsync(CancellationToken cancellationToken) => default;

    private static IOException ReadOnly(string name) => new($"cannot write {AddressOf(name)}: what is behind a URL is for reading alone");

    private static string AddressOf(string url) => new Uri(url).GetComponents(UriComponents.SchemeAndServer | UriComponents.Path, UriFormat.Unescaped);

    [SuppressMessage("Reliability", "CA2000", Justification = "It holds nothing.")]
    private HttpRangeSource SourceOf(string url, string? version) =>
        new(AddressOf(url), new RenewedUrl(_client, _ => ValueTask.FromResult(new Uri(url))), version);
}
