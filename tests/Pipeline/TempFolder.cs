using System.IO.Compression;
using System.Text;

namespace Text2Llm.Pipeline.Tests;

/// <summary>A folder of real files for one test.</summary>
internal sealed class TempFolder : IDisposable
{
    public TempFolder() => Path = Directory.CreateTempSubdirectory("text2llm-").FullName;

    public string Path { get; }

    public string this[string name] => System.IO.Path.Combine(Path, name);

    public string Write(string name, string text) => Write(name, Encoding.UTF8.GetBytes(text));

    public string Write(string name, byte[] bytes)
    {
        Directory.CreateDirectory(System.IO.Path.GetDirectoryName(this[name])!);
        File.WriteAllBytes(this[name], bytes);
        return this[name];
    }

    public static byte[] Gzip(string text)
    {
        var bytes = new MemoryStream();
        using (var gzip = new GZipStream(bytes, CompressionLevel.Optimal))
        {
            gzip.Write(Encoding.UTF8.GetBytes(text));
        }

        return bytes.ToArray();
    }

    /// <summary>Every file under a folder, with its content.</summary>
    public IReadOnlyDictionary<string, byte[]> Snapshot(string name) => Directory
        .EnumerateFiles(this[name], "*", SearchOption.AllDirectories)
        .ToDictionary(file => System.IO.Path.GetRelativePath(this[name], file), File.ReadAllBytes, StringComparer.Ordinal);

    public void Dispose() => Directory.Delete(Path, recursive: true);
}
