using System.Diagnostics;

namespace Text2Llm.Benchmarks.Gateways;

/// <summary>A server in a process of its own, with its children; ended when it is disposed.</summary>
internal sealed class ServerProcess : IDisposable
{
    /// <summary>Has .NET run what follows a socket's operation on the thread that polls the sockets.</summary>
    public const string InlineCompletions = "DOTNET_SYSTEM_NET_SOCKETS_INLINE_COMPLETIONS";

    private readonly Process _process;

    private ServerProcess(string name, Process process) => (Name, _process) = (name, process);

    /// <summary>What the report calls it.</summary>
    public string Name { get; }

    public int Id => _process.Id;

    /// <summary>Resident memory of the process and its children, in bytes.</summary>
    public long ResidentBytes => ProcessTree.Of(_process.Id).Sum(ProcessTree.ResidentBytes);

    /// <summary>Processor time that the process and its children have used.</summary>
    public TimeSpan ProcessorTime => ProcessTree.Of(_process.Id).Aggregate(TimeSpan.Zero, (sum, id) => sum + ProcessTree.ProcessorTime(id));

    /// <summary>Whether it runs no more.</summary>
    public bool HasExited => _process.HasExited;

    /// <summary>Starts a program whose output goes to a file.</summary>
    public static ServerProcess Start(
        string name, string logFile, IReadOnlyDictionary<string, string> environment, string program, params string[] arguments)
    {
        // The shell only leads the output to the file: reading it here would take from the machine that is measured.
        var start = new ProcessStartInfo("/bin/sh", ["-c", "log=$1; shift; exec \"$@\" >\"$log\" 2>&1", "sh", logFile, program, .. arguments]);

        // The generator's own setting is no setting of the servers.
        start.Environment.Remove(InlineCompletions);
        foreach (var (key, value) in environment)
        {
            start.Environment[key] = value;
        }

        return new ServerProcess(name, Process.Start(start) ?? throw new InvalidOperationException($"{program} did not start."));
    }

    public void Dispose()
    {
        if (!_process.HasExited)
        {
            _process.Kill(entireProcessTree: true);
            _process.WaitForExit();
        }

        _process.Dispose();
    }
}
