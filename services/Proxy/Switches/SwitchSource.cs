namespace Text2Llm.Proxy.Switches;

/// <summary>One place that switches come from, and what it said last that could be understood.</summary>
/// <param name="name">What the log calls it.</param>
/// <param name="switches">What is switched.</param>
/// <param name="providers">What can be.</param>
/// <param name="logger">Where it says what is wrong.</param>
internal sealed partial class SwitchSource(
    string name, ProviderSwitches switches, SwitchableProviders providers, ILogger<SwitchSource> logger)
{
    private SwitchSheet _sheet = SwitchSheet.Empty;

    /// <summary>Takes what the source holds now; what of it cannot be understood stays as it was.</summary>
    /// <returns>Whether it could be understood; also what was understood before and stays counts as that.</returns>
    public bool Take(SwitchFileContent content)
    {
        IReadOnlyDictionary<string, ProviderSwitch> understood;
        try
        {
            var sheet = SwitchSheet.Parse(content, providers);
            understood = sheet.Off;
            _sheet = sheet.After(_sheet);
        }
        catch (SwitchFormatException wrong)
        {
            LogWrongFile(logger, name, wrong.Message);
            return false;
        }

        if (content.Kind == SwitchFileKind.Missing)
        {
            LogMissing(logger, name);
        }

        foreach (var (key, mistake) in _sheet.Mistakes)
        {
            if (understood.ContainsKey(key))
            {
                LogWrongEnd(logger, name, key, mistake);
            }
            else
            {
                LogWrongKey(logger, name, key, mistake);
            }
        }

        foreach (var key in _sheet.Unknown)
        {
            LogUnknownKey(logger, name, key, providers.Listed);
        }

        switches.Apply(name, [.. _sheet.Off.Values]);
        return _sheet.IsUnderstood;
    }

    [LoggerMessage(EventId = 2510, Level = LogLevel.Warning, Message = "The switches in {Path} stay as they were: {Mistake}")]
    private static partial void LogWrongFile(ILogger logger, string path, string mistake);

    [LoggerMessage(EventId = 2511, Level = LogLevel.Warning, Message = "The switch {Key} in {Path} stays as it was: {Mistake}")]
    private static partial void LogWrongKey(ILogger logger, string path, string key, string mistake);

    [LoggerMessage(EventId = 2512, Level = LogLevel.Warning, Message = "The switch {Key} in {Path} switches nothing: this installation has all, {Providers}")]
    private static partial void LogUnknownKey(ILogger logger, string path, string key, string providers);

    [LoggerMessage(EventId = 2514, Level = LogLevel.Warning, Message = "The switch {Key} in {Path} is off without an end: {Mistake}")]
    private static partial void LogWrongEnd(ILogger logger, string path, string key, string mistake);

    [LoggerMessage(EventId = 2513, Level = LogLevel.Information, Message = "{Path} is not there: it switches nothing off")]
    private static partial void LogMissing(ILogger logger, string path);
}
