using System.Reflection;

namespace Text2Llm.Worker.Tests;

/// <summary>A folder of real files for one test.</summary>
internal sealed class TempFolder : IDisposable
{
    public TempFolder() => Path = Directory.CreateTempSubdirectory("text2llm-").FullName;

    public string Path { get; }

    public string this[string name] => System.IO.Path.Combine(Path, name);

    /// <summary>A folder with a copy of the examples, which are run as they are.</summary>
    public static TempFolder OfExamples()
    {
        var folder = new TempFolder();
        var examples = typeof(TempFolder).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>()
            .Single(metadata => metadata.Key == "Examples").Value!;
        foreach (var file in Directory.EnumerateFiles(examples, "*", SearchOption.AllDirectories))
        {
            var name = System.IO.Path.GetRelativePath(examples, file);
            if (!name.StartsWith("out", StringComparison.Ordinal))
            {
                Directory.CreateDirectory(System.IO.Path.GetDirectoryName(folder[name])!);
                File.Copy(file, folder[name]);
            }
        }

        return folder;
    }

    public string Write(string name, string text)
    {
        Directory.CreateDirectory(System.IO.Path.GetDirectoryName(this[name])!);
        File.WriteAllText(this[name], text);
        return this[name];
    }

    /// <summary>Writes a job.</summary>
    public string WriteJob(string source, string output, string rest = "") => Write("job.yaml", $$"""
        apiVersion: text2llm.io/v1alpha1
        kind: DatasetJob
        metadata: {name: test}
        spec:
          source: {{source}}
          output: {{output}}
          {{rest}}
        """);

    public IEnumerable<string> Names(string name = "") => Directory.EnumerateFileSystemEntries(this[name]).Select(System.IO.Path.GetFileName).Order()!;

    public void Dispose() => Directory.Delete(Path, recursive: true);
}
