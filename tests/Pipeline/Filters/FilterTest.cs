using Text2Llm.Pipeline.Filters;
using Text2Llm.Pipeline.Jobs.Filters;
using Text2Llm.Pipeline.Records;
using Text2Llm.Pipeline.Steps;

namespace Text2Llm.Pipeline.Tests.Filters;

/// <summary>Runs filters as a job does.</summary>
internal static class FilterTest
{
    /// <summary>The reason for which a filter drops a text, or null.</summary>
    public static string? Reason(FilterSpec filter, string text) => Apply(filter, text).Drop?.Reason;

    /// <summary>What a filter does with a text.</summary>
    public static (Drop? Drop, DatasetRecord Record) Apply(FilterSpec filter, string text) => Apply(filter, DatasetRecord.OfText(text));

    /// <summary>What a filter does with a record.</summary>
    public static (Drop? Drop, DatasetRecord Record) Apply(FilterSpec filter, DatasetRecord record)
    {
        var step = FilterSteps.Create([filter], new JobResources(File.OpenRead)).ShouldHaveSingleItem();
        var drop = step.Apply(ref record);
        return (drop, record);
    }

    /// <summary>Prose that each heuristic lets pass: 60 words and more, of many kinds, in ten sentences and lines.</summary>
    public const string Prose = """
        The harbour was quiet when the first boat of the morning came in.
        Two men were waiting on the pier with their hands in their pockets.
        Nobody said a word until somebody had thrown the rope across.
        A gull that had followed the catch for miles sat down on a post.
        Its feathers were as grey as everything else to be seen there.
        Then an old woman opened her shutters and called for news.
        There was little of it, and most had happened further north.
        Still they talked, because talking keeps people warm in winter.
        By noon all baskets were empty and every cat had eaten.
        Only nets remained, hung over railings like forgotten curtains.
        """;
}
