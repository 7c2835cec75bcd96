using System.Security.Cryptography;
using Text2Llm.TestServers;

namespace Text2Llm.Cluster.Tests;

/// <summary>The data files of a dataset, by name: the SHA-256 of each.</summary>
internal static class DatasetFiles
{
    // These tell where a run was, and how long it took.
    private static readonly string[] OfTheRun = ["report.json", "report.html", "report.md", "SHA256SUMS", "README.md"];

    public static async Task<IReadOnlyDictionary<string, string>> InFolderAsync(string folder)
    {
        SortedDictionary<string, string> files = new(StringComparer.Ordinal);
        foreach (var path in Directory.EnumerateFiles(folder, "*", SearchOption.AllDirectories))
        {
            await AddAsync(files, Path.GetRelativePath(folder, path), () => File.ReadAllBytesAsync(path));
        }

        return files;
    }

    public static async Task<IReadOnlyDictionary<string, string>> InBucketAsync(ObjectStorage storage, string bucket, string prefix)
    {
        SortedDictionary<string, string> files = new(StringComparer.Ordinal);
        foreach (var key in await storage.ListAsync(bucket, prefix))
        {
            await AddAsync(files, key[prefix.Length..], () => storage.ReadAsync(bucket, key));
        }

        return files;
    }

    private static async Task AddAsync(SortedDictionary<string, string> files, string name, Func<Task<byte[]>> read)
    {
        if (!OfTheRun.Contains(name))
        {
            files.Add(name, Convert.ToHexStringLower(SHA256.HashData(await read())));
        }
    }
}
