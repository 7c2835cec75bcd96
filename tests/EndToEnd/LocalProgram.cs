using System.Collections.Concurrent;
using System.Diagnostics;
using System.Globalization;
using System.Reflection;

namespace Text2Llm.EndToEnd.Tests;

/// <summary>The laptop's program, run as a user runs it: a process of its own.</summary>
internal sealed class LocalProgram : IAsyncDisposable
{
    private const string Announcement = "Text2Llm is running on ";
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

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

        // What it says is read to the end, so that it never waits for a reader.
        var address = new TaskCompletionSource<Uri>();
        var said = new ConcurrentQueue<string>();
        process.OutputDataReceived += (_, output) =>
        {
            if (output.Data is null)
            {
                address.TrySetException(new InvalidOperationException($"Local ended before it ran:\n{string.Join('\n', said)}"));
            }
            else if (output.Data.StartsWith(Announcement, StringComparison.Ordinal))
            {
                address.TrySetResult(new Uri(output.Data[Announcement.Length..].Split(' ')[0]));
            }
            else
            {
                said.Enqueue(output.Data);
            }
        };
        process.BeginOutputReadLine();
        return new LocalProgram(process, data, await address.Task.WaitAsync(Patience));
    }

    /// <summary>Ends it as Ctrl+C does, and sees it end in peace.</summary>
    public async ValueTask DisposeAsync()
    {
        using var end = Process.Start("kill", ["-INT", _process.Id.ToString(CultureInfo.InvariantCulture)]);
        using var limit = new CancellationTokenSource(Patience, TimeProvider.System);
        try
        {
            await _process.WaitForExitAsync(limit.Token);
            _process.ExitCode.ShouldBe(0);
        }
        finally
        {
            _process.Kill();
            _process.Dispose();
            Directory.Delete(_data, recursive: true);
        }
    }
}
