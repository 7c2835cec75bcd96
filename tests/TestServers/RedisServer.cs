using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Sockets;

namespace Text2Llm.TestServers;

/// <summary>
/// A real <c>redis-server</c> (Debian's package) on a loopback port of the system's choice, which keeps nothing on disk. It is killed when
/// it is disposed of, and also when the process that started it dies.
/// </summary>
public sealed class RedisServer : IAsyncDisposable
{
    private const int Attempts = 5;
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    // The shell waits for its input to end, which it does with us at the latest, and takes the server with it.
    private const string Watch = "redis-server \"$@\" & server=$!; read -r _; kill -9 $server; wait";

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("redis-");
    private readonly bool _cluster;
    private readonly int _port;
    private Process? _process;

    private RedisServer(bool cluster) => (_cluster, _port) = (cluster, FreePort());

    /// <summary>Where it is, in StackExchange.Redis's terms: <c>127.0.0.1:port</c>. The same after it was stopped and started.</summary>
    public string ConnectionString => string.Create(CultureInfo.InvariantCulture, $"{IPAddress.Loopback}:{_port}");

    /// <summary>Starts one.</summary>
    /// <param name="cluster">Whether it is a cluster: of one node, which owns every slot, and refuses what a larger one would refuse.</param>
    public static async Task<RedisServer> StartAsync(bool cluster = false)
    {
        for (var attempt = 1; ; attempt++)
        {
            var server = new RedisServer(cluster);
            try
            {
                await server.StartAgainAsync();
                return server;
            }
            catch (IOException) when (attempt < Attempts)
            {
                // Another program took the port meanwhile.
                await server.DisposeAsync();
            }
        }
    }

    /// <summary>Starts it where it was stopped, with the same address and with nothing that it knew.</summary>
    /// <exception cref="IOException">It did not come up.</exception>
    public async Task StartAgainAsync()
    {
        string[] arguments =
        [
            "--port", Text(_port), "--bind", IPAddress.Loopback.ToString(), "--dir", _folder.FullName, "--save", "", "--appendonly", "no",
            .. _cluster
                ? ["--cluster-enabled", "yes", "--cluster-port", Text(FreePort()), "--cluster-announce-ip", IPAddress.Loopback.ToString()]
                : Array.Empty<string>(),
        ];
        _process = Process.Start(new ProcessStartInfo("/bin/sh", ["-c", Watch, "sh", .. arguments])
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
        })!;
        await ReadUntilAsync(_process.StandardOutput, "Ready to accept connections");
        if (_cluster)
        {
            await CommandAsync("CLUSTER ADDSLOTSRANGE 0 16383");
            while (!(await CommandAsync("CLUSTER INFO")).Contains("cluster_state:ok", StringComparison.Ordinal))
            {
                await Task.Delay(TimeSpan.FromMilliseconds(20), TimeProvider.System);
            }
        }
    }

    /// <summary>Kills it, as a crash does; what it knew is gone.</summary>
    public async Task StopAsync()
    {
        if (_process is { } process)
        {
            _process = null;
            process.StandardInput.Close();
            await process.WaitForExitAsync();
            process.Dispose();
            foreach (var leftOver in _folder.EnumerateFiles())
            {
                leftOver.Delete();
            }
        }
    }

    /// <summary>Sends one command, written as for redis-cli without quotes, and gives the beginning of the answer as it was sent.</summary>
    public async Task<string> CommandAsync(string command)
    {
        using var client = new TcpClient();
        await client.ConnectAsync(IPAddress.Loopback, _port);
        await using var stream = client.GetStream();
        await stream.WriteAsync(System.Text.Encoding.ASCII.GetBytes(command + "\r\n"));
        var answer = new byte[4096];
        return System.Text.Encoding.ASCII.GetString(answer, 0, await stream.ReadAsync(answer));
    }

    /// <summary>Kills it.</summary>
    public async ValueTask DisposeAsync()
    {
        await StopAsync();
        _folder.Delete(recursive: true);
    }

    private static async Task ReadUntilAsync(StreamReader output, string sign)
    {
        using var patience = new CancellationTokenSource(Patience);
        List<string> lines = [];
        do
        {
            // It says "aborting" where it cannot listen, and the shell that waits for us hides its end.
            var line = await output.ReadLineAsync(patience.Token);
            if (line is null || line.Contains("aborting", StringComparison.Ordinal))
            {
                throw new IOException($"redis-server did not start: {string.Join('\n', lines)}{line}");
            }

            lines.Add(line);
        }
        while (!lines[^1].Contains(sign, StringComparison.Ordinal));

        // What it says later is read and forgotten, so that it never waits for a reader.
        _ = output.ReadToEndAsync(CancellationToken.None);
    }

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }

    private static string Text(int number) => number.ToString(CultureInfo.InvariantCulture);
}
