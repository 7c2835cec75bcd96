using System.IO.Compression;
using System.Text.Json;

namespace Text2Llm.Cluster.Tests;

/// <summary>The kernel's documentation as Debian ships it, sources and pages: 220 MB in 15,000 documents, as JSON Lines in several files.</summary>
internal static class RealText
{
    private const string Documents = "/usr/share/doc/linux-doc-6.1";
    private const int Files = 5;

    /// <summary>Writes it.</summary>
    /// <returns>The files' paths, in order.</returns>
    public static async Task<IReadOnlyList<string>> WriteAsync(string folder, int mostDocuments = int.MaxValue)
    {
        string[] sources = [.. Directory.EnumerateFiles(Documents, "*", SearchOption.AllDirectories)
            .Where(path => path.EndsWith(".gz", StringComparison.Ordinal) || path.EndsWith(".rst", StringComparison.Ordinal)
                || path.EndsWith(".txt", StringComparison.Ordinal) || path.EndsWith(".html", StringComparison.Ordinal))
            .Order(StringComparer.Ordinal)
            .Take(mostDocuments)];
        sources.ShouldNotBeEmpty($"{Documents} is not there: install linux-doc-6.1");
        List<string> files = [];
        foreach (var (number, chunk) in sources.Chunk((sources.Length + Files - 1) / Files).Index())
        {
            var path = Path.Combine(folder, $"documents-{number}.jsonl");
            await using var file = File.Create(path);
            foreach (var source in chunk)
            {
                await JsonSerializer.SerializeAsync(file, new { id = Path.GetRelativePath(Documents, source), text = await ReadAsync(source) });
                file.WriteByte((byte)'\n');
            }

            files.Add(path);
        }

        return files;
    }

    private static async Task<string> ReadAsync(string path)
    {
        await using var file = File.OpenRead(path);
        await using Stream content = path.EndsWith(".gz", StringComparison.Ordinal) ? new GZipStream(file, CompressionMode.Decompress) : file;
        using var reader = new StreamReader(content);
        return await reader.ReadToEndAsync();
    }
}
