using Text2Llm.Pipeline.Storage;

namespace Text2Llm.Storage.Tests;

/// <summary>Writes and reads files of stores, and makes their content.</summary>
internal static class StoreFiles
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public static byte[] Bytes(int count, int seed = 1)
    {
        var bytes = new byte[count];
        new Random(seed).NextBytes(bytes);
        return bytes;
    }

    public static async Task WriteAsync(this IFileStore store, string name, ReadOnlyMemory<byte> content)
    {
        await using var file = await store.CreateAsync(name, Token);
        await file.Content.WriteAsync(content, Token);
        await file.CompleteAsync(Token);
    }

    public static async Task<byte[]> ReadAsync(this IFileStore store, string name)
    {
        await using var file = await store.OpenAsync(name, Token);
        using var content = new MemoryStream();
        await file.CopyToAsync(content, Token);
        return content.ToArray();
    }

    public static async Task<List<StoredFile>> ListAsync(this IFileStore store, string prefix = "")
    {
        var files = new List<StoredFile>();
        await foreach (var file in store.ListAsync(prefix, Token))
        {
            files.Add(file);
        }

        return files;
    }
}
