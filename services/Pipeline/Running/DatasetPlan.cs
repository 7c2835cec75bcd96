using Text2Llm.Pipeline.Jobs;
using Text2Llm.Pipeline.Sources;
using Text2Llm.Pipeline.Writing;

namespace Text2Llm.Pipeline.Running;

/// <summary>A job whose files have been found and whose output folder may be written.</summary>
public sealed class DatasetPlan
{
    private DatasetPlan(DatasetJob job, SourceSet sources, string outputPath)
    {
        Job = job;
        Sources = sources;
        OutputPath = outputPath;
    }

    /// <summary>The job.</summary>
    public DatasetJob Job { get; }

    /// <summary>The folder that will hold the dataset.</summary>
    public string OutputPath { get; }

    internal SourceSet Sources { get; }

    /// <summary>Finds the files of a job and looks at its output folder; writes nothing.</summary>
    /// <exception cref="JobMistakesException">A path stands for no file, or the output folder holds something else.</exception>
    public static DatasetPlan Make(JobFile file, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(file);
        var spec = file.Job.Spec;
        var mistakes = new List<JobMistake>();
        var output = OutputFolder.RealPath(FileUri.ToPath(spec.Output.Uri, file.Folder));
        if (OutputFolder.Obstacle(output) is { } obstacle)
        {
            mistakes.Add(file.MistakeAt("spec.output.uri", obstacle));
        }

        var finder = new SourceFinder([output, OutputFolder.StagingPath(output)], cancellationToken);
        IEnumerable<(string, string)> uris = spec.Source.Uri is { } only
            ? [("spec.source.uri", only)]
            : spec.Source.Uris!.Select((uri, index) => ($"spec.source.uris[{index}]", uri));
        foreach (var (field, uri) in uris)
        {
            var path = FileUri.ToPath(uri, file.Folder);
            if (!finder.Add(path))
            {
                mistakes.Add(file.MistakeAt(field, $"'{uri}' stands for no file (looked for {path})"));
            }
        }

        return mistakes.Count == 0
            ? new DatasetPlan(file.Job, finder.ToSet(), output)
            : throw new JobMistakesException(mistakes);
    }
}
