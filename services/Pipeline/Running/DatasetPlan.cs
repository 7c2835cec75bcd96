using Text2Llm.Pipeline.Jobs;
using Text2Llm.Pipeline.Sources;
using Text2Llm.Pipeline.Writing;

namespace Text2Llm.Pipeline.Running;

/// <summary>A job whose files have been found and whose output folder may be written.</summary>
public sealed class DatasetPlan
{
    private DatasetPlan(DatasetJob job, string folder, SourceSet sources, IReadOnlyList<SourceFile> named, string outputPath)
    {
        Job = job;
        Folder = folder;
        Sources = sources;
        Named = named;
        OutputPath = outputPath;
    }

    /// <summary>The job.</summary>
    public DatasetJob Job { get; }

    /// <summary>The folder that will hold the dataset.</summary>
    public string OutputPath { get; }

    /// <summary>How many files are read.</summary>
    public int SourceFiles => Sources.Files.Count;

    /// <summary>How large they are together, as they lie on the disk.</summary>
    public long SourceBytes => Sources.Files.Sum(file => file.Length);

    /// <summary>The folder that holds them all.</summary>
    public string SourceFolder => Sources.Base;

    internal SourceSet Sources { get; }

    /// <summary>The files that the job names beside its sources, such as lists of words.</summary>
    internal IReadOnlyList<SourceFile> Named { get; }

    /// <summary>The folder to which paths in the job are relative.</summary>
    internal string Folder { get; }

    /// <summary>The folder beside the output in which what has been done is kept when a run does not come to its end.</summary>
    public string WorkFolder => OutputFolder.StagingPath(OutputPath);

    /// <summary>Reads a job file, finds the job's files and looks at its output folder.</summary>
    /// <exception cref="JobMistakesException">
    /// The file has mistakes, a path stands for no file, or the output folder holds something else.
    /// </exception>
    /// <exception cref="RunFailedException">Another run is writing the same.</exception>
    /// <exception cref="IOException">The job file cannot be read.</exception>
    public static Task<DatasetPlan> ReadAsync(string path, CancellationToken cancellationToken) =>
        ReadAsync(path, file => Make(file, cancellationToken), cancellationToken);

    /// <summary>The same, for somebody who only wants to know: nothing is changed on the disk.</summary>
    /// <inheritdoc cref="ReadAsync(string, CancellationToken)" path="/exception"/>
    public static Task<DatasetPlan> ExamineAsync(string path, CancellationToken cancellationToken) =>
        ReadAsync(path, file => Find(file, cancellationToken), cancellationToken);

    private static async Task<DatasetPlan> ReadAsync(string path, Func<JobFile, DatasetPlan> make, CancellationToken cancellationToken)
    {
        try
        {
            return make(await JobFile.ReadAsync(path, cancellationToken).ConfigureAwait(false));
        }
        catch (JobMistakesException exception) when (exception.File is { } file)
        {
            // Whoever mends those mistakes is not to find only then that a path was wrong as well.
            var (_, _, more) = Look(file, cancellationToken);
            throw new JobMistakesException([.. exception.Mistakes, .. more, .. NamedFiles.Find(file, cancellationToken).Mistakes]);
        }
    }

    /// <summary>Finds the files of a job and looks at its output folder; what a killed run has set aside there comes back.</summary>
    /// <exception cref="JobMistakesException">A path stands for no file, or the output folder holds something else.</exception>
    /// <exception cref="RunFailedException">Another run is writing the same.</exception>
    public static DatasetPlan Make(JobFile file, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(file);
        OutputFolder.Restore(OutputOf(file));
        return Find(file, cancellationToken);
    }

    private static DatasetPlan Find(JobFile file, CancellationToken cancellationToken)
    {
        var (output, finder, mistakes) = Look(file, cancellationToken);
        var (named, more) = NamedFiles.Find(file, cancellationToken);
        return mistakes.Count + more.Count == 0
            ? new DatasetPlan(file.Job, file.Folder, finder.ToSet(), named, output!)
            : throw new JobMistakesException([.. mistakes, .. more]);
    }

    // Looks at every path that the job file names without a mistake.
    private static (string? Output, SourceFinder Finder, List<JobMistake> Mistakes) Look(JobFile file, CancellationToken cancellationToken)
    {
        var spec = file.Job.Spec;
        var mistakes = new List<JobMistake>();
        string? output = null;
        if (file.IsSound("spec.output.uri"))
        {
            output = OutputOf(file);
            if (OutputFolder.Obstacle(output) is { } obstacle)
            {
                mistakes.Add(file.MistakeAt("spec.output.uri", obstacle));
            }
        }

        List<string> excluded = output is null ? [] : [output, OutputFolder.StagingPath(output)];
        if (file.Path is not null)
        {
            excluded.Add(RealPath.Of(file.Path));
        }

        var finder = new SourceFinder(excluded, cancellationToken);
        foreach (var (field, uri) in SourceUris(spec.Source).Where(source => file.IsSound(source.Field)))
        {
            var path = FileUri.ToPath(uri, file.Folder);
            if (!finder.Add(path))
            {
                mistakes.Add(file.MistakeAt(field, $"'{uri}' stands for no file (looked for {path})"));
            }
        }

        return (output, finder, mistakes);
    }

    private static string OutputOf(JobFile file) => RealPath.Of(FileUri.ToPath(file.Job.Spec.Output.Uri, file.Folder));

    private static IEnumerable<(string Field, string Uri)> SourceUris(SourceSpec source) => source.Uri is { } only
        ? [("spec.source.uri", only)]
        : (source.Uris ?? []).Select((uri, index) => ($"spec.source.uris[{index}]", uri));
}
