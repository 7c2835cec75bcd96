using Text2Llm.Pipeline.Jobs;
using Text2Llm.Pipeline.Sources;
using Text2Llm.Pipeline.Writing;

namespace Text2Llm.Pipeline.Running;

/// <summary>A job whose files have been found and whose output folder may be written.</summary>
public sealed class DatasetPlan
{
    private DatasetPlan(DatasetJob job, string folder, SourceSet sources, string outputPath)
    {
        Job = job;
        Folder = folder;
        Sources = sources;
        OutputPath = outputPath;
    }

    /// <summary>The job.</summary>
    public DatasetJob Job { get; }

    /// <summary>The folder that will hold the dataset.</summary>
    public string OutputPath { get; }

    internal SourceSet Sources { get; }

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
    public static async Task<DatasetPlan> ReadAsync(string path, CancellationToken cancellationToken)
    {
        try
        {
            return Make(await JobFile.ReadAsync(path, cancellationToken).ConfigureAwait(false), cancellationToken);
        }
        catch (JobMistakesException exception) when (exception.File is { } file)
        {
            // Whoever mends those mistakes is not to find only then that a path was wrong as well.
            var (_, _, more) = Look(file, cancellationToken);
            throw new JobMistakesException([.. exception.Mistakes, .. more]);
        }
    }

    /// <summary>Finds the files of a job and looks at its output folder; what a killed run has set aside there comes back.</summary>
    /// <exception cref="JobMistakesException">A path stands for no file, or the output folder holds something else.</exception>
    /// <exception cref="RunFailedException">Another run is writing the same.</exception>
    public static DatasetPlan Make(JobFile file, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(file);
        OutputFolder.Restore(OutputOf(file));
        var (output, finder, mistakes) = Look(file, cancellationToken);
        return mistakes.Count == 0
            ? new DatasetPlan(file.Job, file.Folder, finder.ToSet(), output!)
            : throw new JobMistakesException(mistakes);
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

        mistakes.AddRange(JobResource.Of(spec)
            .Where(resource => file.IsSound(resource.Field) && !IsThere(resource, file.Folder, cancellationToken))
            .Select(resource => file.MistakeAt(
                resource.Field,
                $"'{resource.Uri}' {(resource.Names is { } names ? $"is neither {names}, and " : "")}stands for no file (looked for {FileUri.ToPath(resource.Uri, file.Folder)})")));
        return (output, finder, mistakes);
    }

    private static bool IsThere(JobResource resource, string folder, CancellationToken cancellationToken)
    {
        var path = FileUri.ToPath(resource.Uri, folder);
        return resource.Many ? new SourceFinder([], cancellationToken).Add(path) : File.Exists(path);
    }

    private static string OutputOf(JobFile file) => RealPath.Of(FileUri.ToPath(file.Job.Spec.Output.Uri, file.Folder));

    private static IEnumerable<(string Field, string Uri)> SourceUris(SourceSpec source) => source.Uri is { } only
        ? [("spec.source.uri", only)]
        : (source.Uris ?? []).Select((uri, index) => ($"spec.source.uris[{index}]", uri));
}
