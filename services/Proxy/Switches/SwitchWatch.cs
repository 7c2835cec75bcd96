using Microsoft.Extensions.Options;

namespace Text2Llm.Proxy.Switches;

/// <summary>
/// Tells the switches of the configuration, once, and those of the file, as long as the proxy runs. It looks at the file's text several
/// times a second: notifications miss the swapped links of a mounted ConfigMap, and times of change are too coarse.
/// </summary>
internal sealed partial class SwitchWatch(
    ProviderSwitches switches,
    SwitchableProviders providers,
    IConfiguration configuration,
    IOptions<SwitchesOptions> options,
    TimeProvider time,
    ILogger<SwitchWatch> logger)
    : BackgroundService
{
    // A change takes effect with the second look that finds it: within twice this time.
    private static readonly TimeSpan Interval = TimeSpan.FromMilliseconds(100);

    private readonly string _path = options.Value.File;
    private SwitchFileContent? _taken;
    private SwitchFileContent? _lastSeen;
    private SwitchSheet _sheet = SwitchSheet.Empty;

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
        try
        {
            _sheet = SwitchSheet.Parse(content, providers).After(_sheet);
        }
        catch (SwitchFormatException wrong)
        {
            LogWrongFile(logger, _path, wrong.Message);
            return;
        }

        if (content.Kind == SwitchFileKind.Missing)
        {
            LogMissing(logger, _path);
        }

        foreach (var (key, mistake) in _sheet.Mistakes)
        {
            LogWrongKey(logger, _path, key, mistake);
        }

        foreach (var key in _sheet.Unknown)
        {
            LogUnknownKey(logger, _path, key, providers.Listed);
        }

        switches.Apply(_path, [.. _sheet.Off.Values]);
    }

    [LoggerMessage(EventId = 2510, Level = LogLevel.Warning, Message = "The switches in {Path} stay as they were: {Mistake}")]
    private static partial void LogWrongFile(ILogger logger, string path, string mistake);

    [LoggerMessage(EventId = 2511, Level = LogLevel.Warning, Message = "The switch {Key} in {Path} stays as it was: {Mistake}")]
    private static partial void LogWrongKey(ILogger logger, string path, string key, string mistake);

    [LoggerMessage(EventId = 2512, Level = LogLevel.Warning, Message = "The switch {Key} in {Path} switches nothing: this installation has all, {Providers}")]
    private static partial void LogUnknownKey(ILogger logger, string path, string key, string providers);

    [LoggerMessage(EventId = 2513, Level = LogLevel.Information, Message = "{Path} is not there: it switches nothing off")]
    private static partial void LogMissing(ILogger logger, string path);
}
