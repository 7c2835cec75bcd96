using System.Text.Json;

namespace Text2Llm.Pipeline.Jobs.Reading;

/// <summary>The rules that concern several fields of the deduplication.</summary>
internal static class DedupRules
{
    public static void Check(DatasetJobSpec spec, MistakeList mistakes)
    {
        if (spec.Dedup.Fuzzy is { } fuzzy && !mistakes.AnyAt("spec.dedup.fuzzy") && fuzzy.Permutations % fuzzy.Bands != 0)
        {
            mistakes.Add(
                "spec.dedup.fuzzy.bands",
                $"do not divide {fuzzy.Permutations} permutations evenly; with {fuzzy.Bands} bands use {Nearest(fuzzy)} permutations");
        }

        if (spec.Dedup.Parts != DedupParts.None && spec.Records.Kind is not (RecordKind.Auto or RecordKind.Text)
            && !mistakes.AnyAt("spec.dedup.parts") && !mistakes.AnyAt("spec.records.kind"))
        {
            mistakes.Add(
                "spec.dedup.parts",
                $"takes parts out of texts, but spec.records.kind is {JsonNamingPolicy.CamelCase.ConvertName($"{spec.Records.Kind}")}; leave it out");
        }
    }

    // The multiple of the bands that is nearest.
    private static int Nearest(FuzzySpec fuzzy) =>
        Math.Max((fuzzy.Permutations + (fuzzy.Bands / 2)) / fuzzy.Bands, 1) * fuzzy.Bands;
}
