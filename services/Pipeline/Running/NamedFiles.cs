using Text2Llm.Pipeline.Jobs;
using Text2Llm.Pipeline.Jobs.Filters;
using Text2Llm.Pipeline.Sources;
using Text2Llm.Pipeline.Tokens;

namespace Text2Llm.Pipeline.Running;

/// <summary>
/// The files that a job names beside its sources: lists of words, tokenizers, benchmarks. They are looked for before anything is read, so that
/// one that is missing is a mistake of the job and not the end of a scan; a run goes on from an earlier one only when they have not changed.
/// </summary>
internal sealed class NamedFiles(JobFile job, CancellationToken cancellationToken)
{
    private readonly List<SourceFile> _found = [];
    private readonly List<JobMistake> _mistakes = [];

    /// <summary>Looks for all that the job names without a mistake.</summary>
    public static (IReadOnlyList<SourceFile> Found, IReadOnlyList<JobMistake> Mistakes) Find(JobFile job, CancellationToken cancellationToken)
    {
        var files = new NamedFiles(job, cancellationToken);
        foreach (var (number, filter) in job.Job.Spec.Filters.Index())
        {
            files.Add(filter, $"spec.filters[{number}]");
        }

        foreach (var (number, uri) in (job.Job.Spec.Decontaminate?.Uris ?? []).Index())
        {
            files.AddAll(uri, $"spec.decontaminate.uris[{number}]");
        }

        return (files._found, files._mistakes);
    }

    private void Add(FilterSpec filter, string path)
    {
        AddWords(filter.Words?.AllowFile, $"{path}.words.allowFile");
        AddWords(filter.Words?.DenyFile, $"{path}.words.denyFile");
        if (filter.Length is { MinTokens: not null } or { MaxTokens: not null } && !Tokenizers.IsBuiltIn(filter.Length.Tokenizer))
        {
            AddOne(filter.Length.Tokenizer, $"{path}.length.tokenizer", $"{Tokenizers.BuiltIn} or a tokenizer's file");
        }
    }

    // A list without a word is most likely the wrong file; of allowed words, it would drop every record.
    private void AddWords(string? uri, string field) => AddOne(uri, field, "a file of words, one on each line", file =>
    {
        using var reader = new StreamReader(file);
        for (var next = reader.Read(); next >= 0; next = reader.Read())
        {
            if (!char.IsWhiteSpace((char)next))
            {
                return null;
            }
        }

        return "has no word";
    });

    private void AddOne(string? uri, string field, string wanted, Func<FileStream, string?>? check = null)
    {
        if (PathOf(uri, field) is not { } path)
        {
            return;
        }

        try
        {
            using var file = File.OpenRead(path);
            _found.Add(new SourceFile(path, path, file.Length, null));
            if (check?.Invoke(file) is { } problem)
            {
                _mistakes.Add(job.MistakeAt(field, $"'{uri}' {problem} (looked into {path}); name {wanted}"));
            }
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            var cause = exception is FileNotFoundException or DirectoryNotFoundException ? "is not there" : "cannot be read";
            _mistakes.Add(job.MistakeAt(field, $"'{uri}' {cause} (looked for {path}); name {wanted}"));
        }
    }

    private void AddAll(string uri, string field)
    {
        if (PathOf(uri, field) is not { } path)
        {
            return;
        }

        var finder = new SourceFinder([], cancellationToken);
        if (finder.Add(path))
        {
            _found.AddRange(finder.ToSet().Files);
        }
        else
        {
            _mistakes.Add(job.MistakeAt(field, $"'{uri}' stands for no file (looked for {path})"));
        }
    }

    private string? PathOf(string? uri, string field)
    {
        if (uri is null || !job.IsSound(field))
        {
            return null;
        }

        if (FileUri.Mistake(uri) is { } mistake)
        {
            _mistakes.Add(job.MistakeAt(field, mistake));
            return null;
        }

        return FileUri.ToPath(uri, job.Folder);
    }
}
