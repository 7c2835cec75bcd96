using Microsoft.Extensions.Options;

namespace Text2Llm.Proxy.Switches;

/// <summary>
/// Checks every switch at start. A file that is wrong then is a mistake like any other: there is no last good state to go on with, and
/// to let calls through that somebody meant to stop would be worse than not to start.
/// </summary>
internal sealed class SwitchesOptionsValidator(IConfiguration configuration, SwitchableProviders providers)
    : IValidateOptions<SwitchesOptions>
{
    public ValidateOptionsResult Validate(string? name, SwitchesOptions options)
    {
        List<string> mistakes = [.. SwitchVariables.Mistakes(configuration, providers), .. MistakesOfFile(options.File)];
        if (providers.Names.ContainsKey(ProviderSwitch.Everything))
        {
            mistakes.Add($"Providers:{ProviderSwitch.Everything} takes the name by which every provider is switched; give it another id.");
        }

        return mistakes.Count == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(mistakes);
    }

    private IEnumerable<string> MistakesOfFile(string path)
    {
        if (path.Length == 0)
        {
            return [];
        }

        try
        {
            return SwitchSheet.Parse(SwitchFile.Read(path), providers).Mistakes
                .Select(mistake => $"Switches:File {path}, key {mistake.Key}: {mistake.Value}.");
        }
        catch (SwitchFormatException wrong)
        {
            return [$"Switches:File {path}: {wrong.Message}."];
        }
    }
}
