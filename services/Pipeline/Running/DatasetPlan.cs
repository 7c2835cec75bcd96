using Text2Llm.Pipeline.Jobs;
using Text2Llm.Pipeline.Sources;
using Text2Llm.Pipeline.Storage;
using Text2Llm.Pipeline.Writing;

namespace Text2Llm.Pipeline.Running;

/// <summary>A job whose files have been found and whose output may be written.</summary>
public sealed class DatasetPlan
{
    private readonly RunPlaces _places;

    private DatasetPlan(JobFile file, SourceSet sources, NamedFiles named, string output, RunPlaces places)
    {
        (Job, Folder, OutputPath, _places) = (file.Job, file.Folder, output, places);
        (Sources, Named, Benchmarks) = (sources, named.Resources, named.Benchmarks);
    }

    /// <summary>The job.</summary>
    public DatasetJob Job { get; }

    /// <summary>The folder that will hold the dataset: a path, or the URI of one in a store.</summary>
    public string OutputPath { get; }

    /// <summary>Whether the dataset goes into a folder of this machine.</summary>
    public bool IsOutputLocal => PlaceUri.IsLocal(OutputPath);

    /// <summary>How many files are read.</summary>
    public int SourceFiles => Sources.Files.Count;

    /// <summary>How large they are together, as they lie in their stores.</summary>
    public long SourceBytes => Sources.Files.Sum(file => file.Length);

    /// <summary>The folder that holds them all.</summary>
    public string SourceFolder => Sources.Base;

    /// <summary>Where what has been done is kept when a run does not come to its end: a path, or the URI of a folder in a store.</summary>
    public string WorkFolder => ElsewhereOf(Job, OutputPath, _places) ?? OutputFolder.StagingPath(OutputPath);

    /// <summary>Whether something is kept there.</summary>
    public bool IsWorkKept => WorkPlace.IsKept(WorkFolder);

    internal IStores Stores => _places.Stores;

    internal SourceSet Sources { get; }

    /// <summary>The files that the job names beside its sources and that are read as a whole, such as lists of words.</summary>
    internal IReadOnlyList<SourceFile> Named { get; }

    /// <summary>The files of its benchmarks.</summary>
    internal IReadOnlyList<SourceFile> Benchmarks { get; }

    /// <summary>The folder to which paths in the job are relative.</summary>
    internal string Folder { get; }

    /// <summary>Reads a job file, finds the job's files and looks at its output.</summary>
    /// <exception cref="JobMistakesException">
    /// The file has mistakes, a path or URI stands for no file, or the output holds something else.
    /// </exception>
    /// <exception cref="RunFailedException">Another run is writing the same.</exception>
    /// <exception cref="IOException">The job file cannot be read.</exception>
    public static Task<DatasetPlan> ReadAsync(string path, RunPlaces places, CancellationToken cancellationToken) =>
        ReadAsync(path, file => MakeAsync(file, places, cancellationToken), places, cancellationToken);

    /// <summary>The same, for somebody who only wants to know: nothing is changed anywhere.</summary>
    /// <inheritdoc cref="ReadAsync(string, RunPlaces, CancellationToken)" path="/exception"/>
    public static Task<DatasetPlan> ExamineAsync(string path, RunPlaces places, CancellationToken cancellationToken) =>
        ReadAsync(path, file => FindAsync(file, places, cancellationToken), places, cancellationToken);

    /// <summary>Finds the files of a job and looks at its output; what a killed run has set aside there comes back.</summary>
    /// <exception cref="JobMistakesException">A path or URI stands for no file, or the output holds something else.</exception>
    /// <exception cref="RunFailedException">Another run is writing the same.</exception>
    public static Task<DatasetPlan> MakeAsync(JobFile file, RunPlaces places, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(file);
        ArgumentNullException.ThrowIfNull(places);
        if (OutputOf(file) is var output && PlaceUri.IsLocal(output))
        {
            OutputFolder.Restore(output);
        }

        return FindAsync(file, places, cancellationToken);
    }

    /// <summary>Begins to write the dataset.</summary>
    /// <exception cref="RunFailedException">Another run is writing the same.</exception>
    internal IRunSite OpenSite()
    {
        var folder = IsOutputLocal ? OutputFolder.Stage(OutputPath) : null;
        try
        {
            var elsewhere = ElsewhereOf(Job, OutputPath, _places) is { } place ? WorkPlace.Open(place, Stores) : null;
            return folder is not null ? new FolderSite(folder, elsewhere) : new StoreSite(Stores.OpenFolder(OutputPath), elsewhere!, OutputPath);
        }
        catch
        {
            folder?.KeepWork();
            folder?.Dispose();
            throw;
        }
    }

    private static async Task<DatasetPlan> ReadAsync(
        string path, Func<JobFile, Task<DatasetPlan>> make, RunPlaces places, CancellationToken cancellationToken)
    {
        try
        {
            return await make(await JobFile.ReadAsync(path, cancellationToken).ConfigureAwait(false)).ConfigureAwait(false);
        }
        catch (JobMistakesException exception) when (exception.File is { } file)
        {
            // Whoever mends those mistakes is not to find only then that a path was wrong as well.
            var (_, _, more) = await LookAsync(file, places, cancellationToken).ConfigureAwait(false);
            var named = await NamedFiles.FindAsync(file, places.Stores, cancellationToken).ConfigureAwait(false);
            throw new JobMistakesException([.. exception.Mistakes, .. more, .. named.Mistakes]);
        }
    }

    private static async Task<DatasetPlan> FindAsync(JobFile file, RunPlaces places, CancellationToken cancellationToken)
    {
        var (output, search, mistakes) = await LookAsync(file, places, cancellationToken).ConfigureAwait(false);
        var named = await NamedFiles.FindAsync(file, places.Stores, cancellationToken).ConfigureAwait(false);
        return mistakes.Count + named.Mistakes.Count == 0
            ? new DatasetPlan(file, search.ToSet(), named, output!, places)
            : throw new JobMistakesException([.. mistakes, .. named.Mistakes]);
    }

    // Looks at every place that the job file names without a mistake.
    private static async Task<(string? Output, SourceSearch Search, List<JobMistake> Mistakes)> LookAsync(
        JobFile file, RunPlaces places, CancellationToken cancellationToken)
    {
        var mistakes = new List<JobMistake>();
        string? output = null;
        if (file.IsSound("spec.output.uri"))
        {
            output = OutputOf(file);
            if (await ObstacleAsync(output, places.Stores, cancellationToken).ConfigureAwait(false) is { } obstacle)
            {
                mistakes.Add(file.MistakeAt("spec.output.uri", obstacle));
            }
        }

        List<string> excluded = [];
        if (output is not null)
        {
            excluded.Add(output.TrimEnd('/'));
            excluded.AddRange(PlaceUri.IsLocal(output) ? [OutputFolder.StagingPath(output)] : []);
            excluded.AddRange(ElsewhereOf(file.Job, output, places) is not { } work ? []
                : PlaceUri.IsLocal(work) ? [RealPath.Of(work), RealPath.Of(WorkPlace.LockOf(work))]
                : [work]);
        }

        if (file.Path is not null)
        {
            excluded.Add(RealPath.Of(file.Path));
        }

        var search = new SourceSearch(places.Stores, file.Folder, excluded, cancellationToken);
        foreach (var (field, uri) in SourceUris(file.Job.Spec.Source).Where(source => file.IsSound(source.Field)))
        {
            if (await search.AddAsync(uri).ConfigureAwait(false) is { } mistake)
            {
                mistakes.Add(file.MistakeAt(field, mistake));
            }
        }

        return (output, search, mistakes);
    }

    private static async Task<string?> ObstacleAsync(string output, IStores stores, CancellationToken cancellationToken)
    {
        if (PlaceUri.IsLocal(output))
        {
            return OutputFolder.Obstacle(output);
        }

        try
        {
            return await OutputInPlace.ObstacleAsync(stores.OpenFolder(output), output, cancellationToken).ConfigureAwait(false);
        }
        catch (Exception exception) when (exception is IOException or FormatException)
        {
            return $"'{output}' cannot be looked at: {exception.Message}";
        }
    }

    // Where the work is when it is not beside the output.
    private static string? ElsewhereOf(DatasetJob job, string output, RunPlaces places) =>
        (places.Work ?? (PlaceUri.IsLocal(output) ? null : places.State)) is { } root ? WorkPlace.PlaceOf(root, job.Metadata.Name, output) : null;

    private static string OutputOf(JobFile file)
    {
        var output = PlaceUri.Resolve(file.Job.Spec.Output.Uri, file.Folder);
        return PlaceUri.IsLocal(output) ? RealPath.Of(output) : output.TrimEnd('/') + "/";
    }

    private static IEnumerable<(string Field, string Uri)> SourceUris(SourceSpec source) => source.Uri is { } only
        ? [("spec.source.uri", only)]
        : (source.Uris ?? []).Select((uri, index) => ($"spec.source.uris[{index}]", uri));
}
