using System.CommandLine;
using System.Globalization;
using System.Text.Json;
using Text2Llm.Pipeline.Comparing;
using Text2Llm.Pipeline.Running;
using Text2Llm.Storage;
using Text2Llm.Worker.Progress;

namespace Text2Llm.Worker.Commands;

/// <summary>Tells how two datasets differ. Its exit codes are those of diff: 0 the same, 1 different, 2 a mistake or trouble.</summary>
internal static class DiffCommand
{
    private static readonly JsonSerializerOptions Readable = new(JsonSerializerDefaults.Web) { WriteIndented = true, NewLine = "\n" };

    public static Command Create()
    {
        var a = new Argument<string>("A") { Description = "A folder that a run wrote, or files, a folder, a glob or a URI of any format that is read." };
        var b = new Argument<string>("B") { Description = "Another one." };
        var json = new Option<bool>("--json") { Description = "Tells it as JSON." };
        var command = new Command("diff", "Tells how two datasets differ. Exit code 0: they are the same; 1: they differ; 2: a mistake.") { a, b, json };
        command.SetAction(async (result, token) =>
        {
            using var stores = StoreOptions.Open(result);
            return await CompareAsync(result.GetRequiredValue(a), result.GetRequiredValue(b), stores, result.GetValue(json), token).ConfigureAwait(false);
        });
        return command;
    }

    private static async Task<int> CompareAsync(string a, string b, Stores stores, bool json, CancellationToken cancellationToken)
    {
        try
        {
            var difference = await DatasetComparison.RunAsync(a, b, Directory.GetCurrentDirectory(), stores, cancellationToken).ConfigureAwait(false);
            var text = json ? JsonSerializer.Serialize(difference, Readable) : string.Join('\n', Lines(difference));
            await Console.Out.WriteLineAsync(Printable.Text(text)).ConfigureAwait(false);
            return difference.AreSame ? 0 : 1;
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException or RunFailedException)
        {
            await Console.Error.WriteLineAsync(Printable.Line($"text2llm: {exception.Message.TrimEnd('.')}.")).ConfigureAwait(false);
            return ExitCodes.Mistaken;
        }
        catch (OperationCanceledException)
        {
            return ExitCodes.Interrupted;
        }
    }

    private static IEnumerable<string> Lines(DatasetDifference difference)
    {
        (string Name, long Count, bool Always)[] counts =
        [
            ("same records", difference.Same, true), ("changed in their place", difference.Changed, true),
            ("only in A", difference.OnlyInA, true), ("only in B", difference.OnlyInB, true),
            ("unreadable in A", difference.RejectedInA, false), ("unreadable in B", difference.RejectedInB, false),
        ];
        foreach (var (name, count, always) in counts.Where(count => count.Always || count.Count > 0))
        {
            yield return string.Create(CultureInfo.InvariantCulture, $"{name,-24}{count,16:N0}");
        }

        foreach (var (name, pair) in difference.Counts)
        {
            yield return string.Create(CultureInfo.InvariantCulture, $"report, {name}: {pair[0]:N0} in A, {pair[1]:N0} in B");
        }

        foreach (var column in difference.ColumnsOnlyInA)
        {
            yield return $"column only in A: {column}";
        }

        foreach (var column in difference.ColumnsOnlyInB)
        {
            yield return $"column only in B: {column}";
        }
    }
}
