using System.Net;
using System.Text.Json;
using k8s;
using k8s.Models;

namespace Text2Llm.Kubernetes.Clients;

/// <summary>A watch that is open: one event a line.</summary>
internal sealed class WatchStream(HttpResponseMessage response, string what) : IDisposable
{
    private StreamReader? _reader;

    /// <summary>Reads the next event.</summary>
    /// <returns>The event, to be disposed of; null once the server has ended the watch.</returns>
    /// <exception cref="KubernetesApiException">An error within the watch, such as a version that is too old.</exception>
    /// <exception cref="IOException">The connection broke off.</exception>
    public async Task<WatchEvent?> ReadAsync(CancellationToken cancellationToken)
    {
        _reader ??= new StreamReader(await response.Content.ReadAsStreamAsync(cancellationToken));
        if (await _reader.ReadLineAsync(cancellationToken) is not { } line)
        {
            return null;
        }

        JsonDocument document;
        try
        {
            document = JsonDocument.Parse(line);
        }
        catch (JsonException cut)
        {
            // The last line of a connection that broke off.
            throw new IOException($"{what}: a line is no event: {cut.Message}", cut);
        }

        var read = new WatchEvent(document);
        if (read.Type != "ERROR")
        {
            return read;
        }

        using (read)
        {
            var status = KubernetesJson.Deserialize<V1Status>(read.Object);
            throw new KubernetesApiException((HttpStatusCode)(status.Code ?? 500), status, what);
        }
    }

    public void Dispose()
    {
        _reader?.Dispose();
        response.Dispose();
    }
}
