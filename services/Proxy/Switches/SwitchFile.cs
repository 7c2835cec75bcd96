using System.Text;

namespace Text2Llm.Proxy.Switches;

/// <summary>Reads the switches' file, or the directory that a ConfigMap is mounted as: one file for each key.</summary>
internal static class SwitchFile
{
    private const int MaxBytes = 256 * 1024;
    private const int MaxKeys = 1000;

    /// <summary>What is there now. It never fails: not being there and not being readable are answers too.</summary>
    public static SwitchFileContent Read(string path)
    {
        try
        {
            return Directory.Exists(path) ? ReadDirectory(path) : new(SwitchFileKind.Manifest, [new("", ReadText(path, MaxBytes))]);
        }
        catch (Exception missing) when (missing is FileNotFoundException or DirectoryNotFoundException)
        {
            return new(SwitchFileKind.Missing, []);
        }
        catch (Exception unreadable) when (unreadable is IOException or UnauthorizedAccessException
            or InvalidDataException or NotSupportedException)
        {
            return new(SwitchFileKind.Unreadable, [new("", unreadable.Message)]);
        }
    }

    private static SwitchFileContent ReadDirectory(string path)
    {
        var left = MaxBytes;
        List<KeyValuePair<string, string>> keys = [];
        foreach (var file in Directory.EnumerateFiles(path))
        {
            // Kubernetes' own (..data, by which it swaps all keys at once) and those of editors begin with a dot; no provider does.
            var key = Path.GetFileName(file);
            if (key.StartsWith('.'))
            {
                continue;
            }

            var text = ReadText(file, left);
            left -= Encoding.UTF8.GetByteCount(text);
            keys.Add(new(key, text));
            if (keys.Count > MaxKeys)
            {
                throw new InvalidDataException($"It holds more than {MaxKeys} files.");
            }
        }

        return new(SwitchFileKind.Directory, [.. keys.OrderBy(key => key.Key, StringComparer.Ordinal)]);
    }

    private static string ReadText(string file, int maxBytes)
    {
        using var stream = new FileStream(file, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete, bufferSize: 0);
        var buffer = new byte[Math.Min(maxBytes, stream.Length) + 1];
        var length = stream.ReadAtLeast(buffer, buffer.Length, throwOnEndOfStream: false);
        return length <= maxBytes
            ? Encoding.UTF8.GetString(buffer, 0, length).TrimStart('\uFEFF')
            : throw new InvalidDataException($"It is larger than {MaxBytes} bytes.");
    }
}
