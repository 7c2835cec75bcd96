using System.Diagnostics;
using System.Reflection;

namespace Text2Llm.Cluster.Tests;

/// <summary>Runs programs, and tells what they said.</summary>
internal static class Shell
{
    /// <summary>The repository's folder.</summary>
    public static readonly string Repository = Path.GetFullPath(
        typeof(Shell).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>().Single(data => data.Key == "Repository").Value!);

    /// <summary>Runs a program to its end.</summary>
    /// <param name="program">Its name, or its path in the repository.</param>
    /// <param name="arguments">Its arguments.</param>
    /// <param name="environment">What is added to the environment.</param>
    /// <exception cref="InvalidOperationException">It failed; with what it said.</exception>
    public static async Task<string> RunAsync(
        string program, IEnumerable<string> arguments, params IEnumerable<(string Name, string Value)> environment)
    {
        var path = program.Contains('/', StringComparison.Ordinal) ? Path.Combine(Repository, program) : program;
        var start = new ProcessStartInfo(path, arguments)
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        foreach (var (name, value) in environment)
        {
            start.Environment[name] = value;
        }

        using var process = Process.Start(start)!;
        process.StandardInput.Close();
        var output = process.StandardOutput.ReadToEndAsync();
        var error = process.StandardError.ReadToEndAsync();
        await process.WaitForExitAsync();
        return process.ExitCode == 0
            ? await output
            : throw new InvalidOperationException($"{program} failed with {process.ExitCode}: {await error}{await output}");
    }
}
