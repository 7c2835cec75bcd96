using Text2Llm.Pipeline.Jobs.Filters;
using Text2Llm.Pipeline.Records;
using Text2Llm.Pipeline.Steps;

namespace Text2Llm.Pipeline.Filters;

/// <summary>Drops records with a denied word, or without an allowed one.</summary>
internal sealed class WordsFilter(WordList? allowed, WordList? denied) : IRecordStep
{
    /// <inheritdoc/>
    public string Name => "words";

    /// <summary>A filter by a job's lists.</summary>
    /// <exception cref="IOException">A file of words cannot be read.</exception>
    public static WordsFilter Create(WordsSpec spec, JobResources resources) => new(
        Read(spec.Allow, spec.AllowFile, resources), Read(spec.Deny, spec.DenyFile, resources));

    /// <inheritdoc/>
    public Drop? Apply(ref DatasetRecord record)
    {
        if (denied?.Find(record.Content) is { } word)
        {
            return new Drop("words.denied", $"'{word}' is there");
        }

        return allowed is not null && allowed.Find(record.Content) is null
            ? new Drop("words.noneAllowed", $"none of the allowed words is there")
            : null;
    }

    private static WordList? Read(IReadOnlyList<string>? words, string? file, JobResources resources) =>
        words is null && file is null ? null : new WordList([.. words ?? [], .. file is null ? [] : Lines(file, resources)]);

    private static List<string> Lines(string file, JobResources resources)
    {
        using var reader = new StreamReader(resources.Open(file));
        var lines = new List<string>();
        while (reader.ReadLine() is { } line)
        {
            lines.Add(line);
        }

        return lines;
    }
}
