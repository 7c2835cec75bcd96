using System.Text;
using Text2Llm.Pipeline.Jobs.Reading;

namespace Text2Llm.Pipeline.Jobs;

/// <summary>A job that was read from a file without a mistake, and where in the file its fields stand.</summary>
public sealed class JobFile
{
    /// <summary>How large a job file may be, in bytes.</summary>
    public const int MaxBytes = 1024 * 1024;

    private readonly MistakeList _places;

    private JobFile(DatasetJob job, string folder, string? path, MistakeList places)
    {
        Job = job;
        Folder = folder;
        Path = path;
        _places = places;
    }

    /// <summary>The job.</summary>
    public DatasetJob Job { get; }

    /// <summary>The folder to which the job's relative paths are relative.</summary>
    public string Folder { get; }

    /// <summary>The file's full path; null when its content came otherwise.</summary>
    internal string? Path { get; }

    /// <summary>Reads the job file at <paramref name="path"/>.</summary>
    /// <exception cref="JobMistakesException">The file has mistakes.</exception>
    /// <exception cref="IOException">The file cannot be read.</exception>
    public static async Task<JobFile> ReadAsync(string path, CancellationToken cancellationToken)
    {
        var full = System.IO.Path.GetFullPath(path);
        await using var file = new FileStream(full, FileMode.Open, FileAccess.Read, FileShare.Read);
        var bytes = new byte[MaxBytes + 1];
        var length = await file.ReadAtLeastAsync(bytes, bytes.Length, throwOnEndOfStream: false, cancellationToken).ConfigureAwait(false);
        return Parse(bytes.AsSpan(0, length), System.IO.Path.GetDirectoryName(full)!, full);
    }

    /// <summary>Parses a job file's content.</summary>
    /// <param name="yaml">The content.</param>
    /// <param name="folder">The folder to which the job's relative paths are relative.</param>
    /// <exception cref="JobMistakesException">The content has mistakes.</exception>
    public static JobFile Parse(ReadOnlySpan<byte> yaml, string folder) => Parse(yaml, folder, path: null);

    /// <summary>The mistake of a field whose value turned out wrong only when it was used.</summary>
    internal JobMistake MistakeAt(string path, string message) => _places.At(path, message);

    /// <summary>Whether a field is there, and it and what is around it have no mistake.</summary>
    internal bool IsSound(string path) => _places.Has(path) && !_places.AnyAt(path);

    private static JobFile Parse(ReadOnlySpan<byte> yaml, string folder, string? path)
    {
        var mistakes = new MistakeList();
        if (yaml.Length > MaxBytes)
        {
            mistakes.Add(1, 1, "", $"the file is larger than {new ByteSize(MaxBytes)}, the most that a job file may have");
        }
        else if (System.Text.Unicode.Utf8.IsValid(yaml))
        {
            var text = Encoding.UTF8.GetString(yaml).TrimStart('\uFEFF');
            if (YamlComposer.Compose(text, mistakes) is { } root)
            {
                var job = (DatasetJob)new RecordBinder(mistakes).Bind(root, typeof(DatasetJob), "")!;
                JobRules.Check(job, mistakes);
                var file = new JobFile(job, folder, path, mistakes);
                return mistakes.Found.Count == 0 ? file : throw new JobMistakesException(mistakes.Found) { File = file };
            }
        }
        else
        {
            mistakes.Add(1, 1, "", "the file is not UTF-8");
        }

        throw new JobMistakesException(mistakes.Found);
    }
}
