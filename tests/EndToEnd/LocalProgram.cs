using System.Diagnostics;
using System.Reflection;
using System.Text;

namespace Text2Llm.EndToEnd.Tests;

/// <summary>The laptop's program, run as a user runs it: a process of its own.</summary>
internal sealed class LocalProgram : IAsyncDisposable
{
    private const string Announcement = "Text2Llm is running on ";

    private readonly Process _process;
    private readonly string _data;

    private LocalProgram(Process process, string data, Uri address) => (_process, _data, Address) = (process, data, address);

    /// <summary>The address that it printed.</summary>
    public Uri Address { get; }

    /// <summary>Starts it with these settings, on a port and in a data directory of its own.</summary>
    public static async Task<LocalProgram> StartAsync(params string[] settings)
    {
        var program = typeof(LocalProgram).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>()
            .Single(metadata => metadata.Key == "LocalProgram").Value!;
        var data = Directory.CreateTempSubdirectory("text2llm-").FullName;
        var process = Process.Start(new ProcessStartInfo("dotnet", [program, "--port", "0", "--data", data, .. settings])
        {
            RedirectStandardOutput = true,
        })!;

        var said = new StringBuilder();
        while (await process.StandardOutput.ReadLineAsync() is { } line)
        {
            said.AppendLine(line);
            if (line.StartsWith(Announcement, StringComparison.Ordinal))
            {
                return new LocalProgram(process, data, new Uri(line[Announcement.Length..].Split(' ')[0]));
            }
        }

        await process.WaitForExitAsync();
        throw new InvalidOperationException($"Local ended with {process.ExitCode} before it ran:\n{said}");
    }

    public async ValueTask DisposeAsync()
    {
        _process.Kill();
        await _process.WaitForExitAsync();
        _process.Dispose();
        Directory.Delete(_data, recursive: true);
    }
}
