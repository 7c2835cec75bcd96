using System.Text;
using Text2Llm.Pipeline.Jobs;
using Text2Llm.Pipeline.Jobs.Filters;
using Text2Llm.Pipeline.Sources;
using Text2Llm.Pipeline.Storage;
using Text2Llm.Pipeline.Tokens;

namespace Text2Llm.Pipeline.Running;

/// <summary>
/// The files that a job names beside its sources: lists of words, tokenizers, benchmarks. They are looked for before anything is read, so that
/// one that is missing is a mistake of the job and not the end of a scan; a run goes on from an earlier one only when they have not changed.
/// </summary>
internal sealed class NamedFiles(JobFile job, IStores stores, CancellationToken cancellationToken)
{
    private readonly List<SourceFile> _resources = [];
    private readonly List<SourceFile> _benchmarks = [];
    private readonly List<JobMistake> _mistakes = [];

    /// <summary>Lists of words and tokenizers, which are read as a whole; named by their full paths or URIs.</summary>
    public IReadOnlyList<SourceFile> Resources => _resources;

    /// <summary>The files of benchmarks.</summary>
    public IReadOnlyList<SourceFile> Benchmarks => _benchmarks;

    /// <summary>What is not there, or cannot be read.</summary>
    public IReadOnlyList<JobMistake> Mistakes => _mistakes;

    /// <summary>Looks for all that the job names without a mistake.</summary>
    public static async Task<NamedFiles> FindAsync(JobFile job, IStores stores, CancellationToken cancellationToken)
    {
        var files = new NamedFiles(job, stores, cancellationToken);
        foreach (var (number, filter) in job.Job.Spec.Filters.Index())
        {
            await files.AddAsync(filter, $"spec.filters[{number}]").ConfigureAwait(false);
        }

        foreach (var (number, uri) in (job.Job.Spec.Decontaminate?.Uris ?? []).Index())
        {
            await files.AddAllAsync(uri, $"spec.decontaminate.uris[{number}]").ConfigureAwait(false);
        }

        return files;
    }

    /// <summary>The files of words and tokenizers that the filters need, as the job names them.</summary>
    public static IEnumerable<string> ResourcesOf(IEnumerable<FilterSpec> filters) => filters
        .SelectMany(filter => new[] { filter.Words?.AllowFile, filter.Words?.DenyFile, TokenizerOf(filter) })
        .OfType<string>();

    private static string? TokenizerOf(FilterSpec filter) =>
        filter.Length is { MinTokens: not null } or { MaxTokens: not null } && !Tokenizers.IsBuiltIn(filter.Length.Tokenizer)
            ? filter.Length.Tokenizer
            : null;

    private async Task AddAsync(FilterSpec filter, string path)
    {
        await AddWordsAsync(filter.Words?.AllowFile, $"{path}.words.allowFile").ConfigureAwait(false);
        await AddWordsAsync(filter.Words?.DenyFile, $"{path}.words.denyFile").ConfigureAwait(false);
        await AddOneAsync(TokenizerOf(filter), $"{path}.length.tokenizer", $"{Tokenizers.BuiltIn} or a tokenizer's file").ConfigureAwait(false);
    }

    // A list without a word is most likely the wrong file; of allowed words, it would drop every record.
    private async Task AddWordsAsync(string? uri, string field)
    {
        const string Wanted = "a file of words, one on each line";
        if (await AddOneAsync(uri, field, Wanted).ConfigureAwait(false) is not { } file)
        {
            return;
        }

        try
        {
            var words = await new SourceOpener(stores).ReadAsync(file, cancellationToken).ConfigureAwait(false);
            if (string.IsNullOrWhiteSpace(Encoding.UTF8.GetString(words).TrimStart('\uFEFF')))
            {
                _mistakes.Add(job.MistakeAt(field, $"'{PlaceUri.Shown(uri!)}' has no word; name {Wanted}"));
            }
        }
        catch (SourceProblemException exception)
        {
            _mistakes.Add(job.MistakeAt(field, $"'{PlaceUri.Shown(uri!)}' cannot be read: {exception.Message.TrimEnd('.')}; name {Wanted}"));
        }
    }

    private async Task<SourceFile?> AddOneAsync(string? uri, string field, string wanted)
    {
        if (PathOf(uri, field) is not { } path)
        {
            return null;
        }

        try
        {
            var file = PlaceUri.IsLocal(path) ? Local(path) : await StoredAsync(path).ConfigureAwait(false);
            _resources.Add(file);
            return file;
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException or FormatException)
        {
            var isThere = exception is not (FileNotFoundException or DirectoryNotFoundException);
            var cause = !isThere ? "is not there" : PlaceUri.IsLocal(path) ? "cannot be read" : $"cannot be read: {exception.Message}";
            var looked = PlaceUri.IsLocal(path) ? $" (looked for {path})" : "";
            _mistakes.Add(job.MistakeAt(field, $"'{PlaceUri.Shown(uri!)}' {cause}{looked}; name {wanted}"));
            return null;
        }
    }

    private static SourceFile Local(string path)
    {
        using var file = File.OpenRead(path);
        return new SourceFile(path, path, file.Length) { Version = LocalFiles.VersionOf(path) };
    }

    private async Task<SourceFile> StoredAsync(string uri)
    {
        var place = stores.Open(uri);
        return await place.Store.FindAsync(place.Name, cancellationToken).ConfigureAwait(false) is { } file
            ? new SourceFile(uri, PlaceUri.Shown(uri), file.Length) { Version = file.Version }
            : throw new FileNotFoundException();
    }

    private async Task AddAllAsync(string uri, string field)
    {
        if (PathOf(uri, field) is null)
        {
            return;
        }

        var search = new SourceSearch(stores, job.Folder, [], cancellationToken);
        if (await search.AddAsync(uri).ConfigureAwait(false) is { } mistake)
        {
            _mistakes.Add(job.MistakeAt(field, mistake));
        }
        else
        {
            _benchmarks.AddRange(search.ToSet().Files);
        }
    }

    private string? PathOf(string? uri, string field)
    {
        if (uri is null || !job.IsSound(field))
        {
            return null;
        }

        if (PlaceUri.Mistake(uri) is { } mistake)
        {
            _mistakes.Add(job.MistakeAt(field, mistake));
            return null;
        }

        return PlaceUri.Resolve(uri, job.Folder);
    }
}
