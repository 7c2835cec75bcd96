using System.Globalization;

namespace Text2Llm.Benchmarks.Gateways;

/// <summary>What Linux tells of processes, under <c>/proc</c>.</summary>
internal static class ProcessTree
{
    // USER_HZ, which is 100 on every Linux that .NET runs on.
    private const int TicksPerSecond = 100;

    /// <summary>A process and all its descendants.</summary>
    public static IEnumerable<int> Of(int id) => Read(id, $"task/{id}/children")
        .Split(' ', StringSplitOptions.RemoveEmptyEntries)
        .SelectMany(child => Of(int.Parse(child, CultureInfo.InvariantCulture)))
        .Prepend(id);

    /// <summary>The resident memory of one process, in bytes.</summary>
    public static long ResidentBytes(int id)
    {
        var line = Read(id, "status").Split('\n').FirstOrDefault(line => line.StartsWith("VmRSS:", StringComparison.Ordinal));
        return line is null ? 0 : 1024 * long.Parse(line.Split(' ', StringSplitOptions.RemoveEmptyEntries)[^2], CultureInfo.InvariantCulture);
    }

    /// <summary>The processor time that one process has used.</summary>
    public static TimeSpan ProcessorTime(int id)
    {
        // The second field, the program's name in parentheses, may hold spaces.
        var stat = Read(id, "stat");
        var fields = stat[(stat.LastIndexOf(')') + 1)..].Split(' ', StringSplitOptions.RemoveEmptyEntries);
        return fields.Length < 13
            ? TimeSpan.Zero
            : TimeSpan.FromSeconds(fields[11..13].Sum(ticks => double.Parse(ticks, CultureInfo.InvariantCulture)) / TicksPerSecond);
    }

    private static string Read(int id, string file)
    {
        try
        {
            return File.ReadAllText($"/proc/{id}/{file}");
        }
        catch (IOException)
        {
            // It has ended meanwhile.
            return "";
        }
    }
}
