using System.Diagnostics;

namespace Text2Llm.Proxy.Tests.Switches;

/// <summary>A file of switches, or a directory of them, in a place of its own.</summary>
internal sealed class SwitchesFile : IDisposable
{
    private readonly DirectoryInfo _place = Directory.CreateTempSubdirectory("switches");

    private int _generation;

    /// <summary>The file's path.</summary>
    public string Path => System.IO.Path.Combine(_place.FullName, "switches.yaml");

    /// <summary>The directory's path.</summary>
    public string Mount => Directory.CreateDirectory(System.IO.Path.Combine(_place.FullName, "mount")).FullName;

    /// <summary>The ConfigMap's manifest with one key.</summary>
    public static string Manifest(string key, params IEnumerable<string> lines) =>
        $"""
        apiVersion: v1
        kind: ConfigMap
        metadata:
          name: text2llm-switches
        data:
          {key}: |
            {string.Join("\n    ", lines)}

        """;

    /// <summary>Writes the file in place, as an editor does.</summary>
    public void Write(string text) => File.WriteAllText(Path, text);

    /// <summary>Removes the file.</summary>
    public void Delete() => File.Delete(Path);

    /// <summary>Changes every key of the directory at once, as kubelet does: the links of the keys lead through one that is swapped.</summary>
    public async Task SwapAsync(params IEnumerable<(string Key, string Text)> keys)
    {
        var generation = $"..generation_{++_generation}";
        var directory = Directory.CreateDirectory(System.IO.Path.Combine(Mount, generation));
        foreach (var (key, text) in keys)
        {
            File.WriteAllText(System.IO.Path.Combine(directory.FullName, key), text);
        }

        // .NET has no rename that replaces a link to a directory.
        var next = System.IO.Path.Combine(Mount, "..data_tmp");
        Directory.CreateSymbolicLink(next, generation);
        using var rename = Process.Start("mv", ["-T", next, System.IO.Path.Combine(Mount, "..data")]);
        await rename.WaitForExitAsync(TestContext.Current.CancellationToken);
        rename.ExitCode.ShouldBe(0);
        foreach (var (key, _) in keys)
        {
            var link = System.IO.Path.Combine(Mount, key);
            if (!File.Exists(link))
            {
                File.CreateSymbolicLink(link, System.IO.Path.Combine("..data", key));
            }
        }
    }

    public void Dispose() => _place.Delete(recursive: true);
}
