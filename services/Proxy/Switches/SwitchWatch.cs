using Microsoft.Extensions.Options;

namespace Text2Llm.Proxy.Switches;

/// <summary>
/// Tells the switches of the configuration, once, and those of the file, as long as the proxy runs. It looks at the file's text several
/// times a second: notifications miss the swapped links of a mounted ConfigMap, and times of change are too coarse.
/// </summary>
internal sealed class SwitchWatch(
    ProviderSwitches switches,
    SwitchableProviders providers,
    IConfiguration configuration,
    IOptions<SwitchesOptions> options,
    TimeProvider time,
    ILogger<SwitchSource> logger)
    : BackgroundService
{
    // A change takes effect with the second look that finds it: within twice this time.
    private static readonly TimeSpan Interval = TimeSpan.FromMilliseconds(100);

    private readonly string _path = options.Value.File;
    private readonly SwitchSource _source = new(options.Value.File, switches, providers, logger);
    private SwitchFileContent? _taken;
    private SwitchFileContent? _lastSeen;

    public override Task StartAsync(CancellationToken cancellationToken)
    {
        switches.Apply("the configuration", SwitchVariables.Read(configuration));
        if (_path.Length > 0)
        {
            Take(SwitchFile.Read(_path));
        }

        return base.StartAsync(cancellationToken);
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        if (_path.Length == 0)
        {
            return;
        }

        using var timer = new PeriodicTimer(Interval, time);
        try
        {
            while (await timer.WaitForNextTickAsync(stoppingToken))
            {
                Look();
            }
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            // The proxy stops.
        }
    }

    /// <summary>Takes a change that was there at the last look already: at the first, somebody may still be writing it.</summary>
    internal void Look()
    {
        var seen = SwitchFile.Read(_path);
        if (!seen.IsSameAs(_taken) && seen.IsSameAs(_lastSeen))
        {
            Take(seen);
        }

        _lastSeen = seen;
    }

    private void Take(SwitchFileContent content)
    {
        _taken = content;
        _source.Take(content);
    }
}
