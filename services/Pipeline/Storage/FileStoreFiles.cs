using System.Text.Json;

namespace Text2Llm.Pipeline.Storage;

/// <summary>Reads and writes small files of a store as a whole.</summary>
internal static class FileStoreFiles
{
    private static readonly JsonSerializerOptions Json = new(Reports.ReportJson.Lines) { MaxDepth = 32 };

    public static async Task WriteBytesAsync(this IFileStore store, string name, ReadOnlyMemory<byte> content, CancellationToken cancellationToken)
    {
        var file = await store.CreateAsync(name, cancellationToken).ConfigureAwait(false);
        await using (file.ConfigureAwait(false))
        {
            await file.Content.WriteAsync(content, cancellationToken).ConfigureAwait(false);
            await file.CompleteAsync(cancellationToken).ConfigureAwait(false);
        }
    }

    public static Task WriteJsonAsync<T>(this IFileStore store, string name, T value, CancellationToken cancellationToken) =>
        store.WriteBytesAsync(name, JsonSerializer.SerializeToUtf8Bytes(value, Json), cancellationToken);

    /// <summary>Reads a file as JSON; null when it is not there, or is not what was written there.</summary>
    public static async Task<T?> FindJsonAsync<T>(this IFileStore store, string name, CancellationToken cancellationToken)
        where T : class
    {
        try
        {
            var content = await store.OpenAsync(name, cancellationToken).ConfigureAwait(false);
            await using (content.ConfigureAwait(false))
            {
                return await JsonSerializer.DeserializeAsync<T>(content, Json, cancellationToken).ConfigureAwait(false);
            }
        }
        catch (Exception exception) when (exception is FileNotFoundException or JsonException)
        {
            return null;
        }
    }
}
