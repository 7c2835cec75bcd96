using System.Diagnostics;
using System.Text;
using Text2Llm.Pipeline.Jobs;
using Text2Llm.Pipeline.Sources;

namespace Text2Llm.Pipeline.Tests.Sources;

/// <summary>What was read of a record: its text, or its fields as JSON, or why there is neither.</summary>
internal sealed record Read(string File, long Row, string? Value, string? Reason);

/// <summary>Reads files of a folder as the engine does.</summary>
internal static class Inputs
{
    public const int Limit = 16 * 1024 * 1024;

    public static SourceReader Reader(SourceSpec? spec = null, TextUnit? unit = null, int limit = Limit) =>
        new(spec ?? new SourceSpec(), new RecordsSpec { Unit = unit }, limit, LocalFiles.OpenAsync);

    public static SourceFile FileOf(TempFolder folder, string name) => new(folder[name], name, new FileInfo(folder[name]).Length);

    /// <summary>The records of a file; problems of it, or of an archive's entries, stand among them as row 0.</summary>
    public static async Task<List<Read>> ReadAsync(
        TempFolder folder, string name, SourceSpec? spec = null, TextUnit? unit = null, int limit = Limit, SourceSlice? slice = null)
    {
        var reads = new List<Read>();
        await ReadAsync(Reader(spec, unit, limit), FileOf(folder, name), slice ?? SourceSlice.Whole, reads);
        return reads;
    }

    /// <summary>Reads one slice into a list; gives the number of its lines.</summary>
    public static async Task<long> ReadAsync(SourceReader reader, SourceFile file, SourceSlice slice, List<Read> reads)
    {
        var lines = 0L;
        try
        {
            await foreach (var content in reader.ReadAsync(file, slice, new ReadMeter(), TestContext.Current.CancellationToken))
            {
                try
                {
                    await foreach (var record in content.ReadAsync(TestContext.Current.CancellationToken))
                    {
                        reads.Add(new Read(
                            content.Name,
                            record.Row,
                            record.Text ?? (record.Rejection is null ? Encoding.UTF8.GetString(record.Json.Span) : null),
                            record.Rejection?.Reason));
                    }

                    lines += content.Lines;
                }
                catch (SourceProblemException exception)
                {
                    reads.Add(new Read(content.Name, 0, exception.Problem.Detail, exception.Problem.Reason));
                }
            }
        }
        catch (SourceProblemException exception)
        {
            reads.Add(new Read(file.Name, 0, exception.Problem.Detail, exception.Problem.Reason));
        }

        return lines;
    }

    /// <summary>What a file was taken for.</summary>
    public static async Task<Detection> DetectAsync(TempFolder folder, string name, SourceSpec? spec = null, TextUnit? unit = null)
    {
        await foreach (var content in Reader(spec, unit).ReadAsync(
            FileOf(folder, name), SourceSlice.Whole, new ReadMeter(), TestContext.Current.CancellationToken))
        {
            return content.Detection!;
        }

        throw new InvalidOperationException("There is nothing in the file.");
    }

    /// <summary>Runs a program in the folder, with what the shell makes of the command.</summary>
    public static async Task ShellAsync(TempFolder folder, string command)
    {
        using var shell = Process.Start(new ProcessStartInfo("bash", ["-ec", command]) { WorkingDirectory = folder.Path })!;
        await shell.WaitForExitAsync(TestContext.Current.CancellationToken);
        shell.ExitCode.ShouldBe(0, command);
    }
}
