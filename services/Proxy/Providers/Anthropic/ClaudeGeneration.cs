using System.Globalization;
using System.Text.RegularExpressions;

namespace Text2Llm.Proxy.Providers.Anthropic;

/// <summary>What a Claude model lets its caller choose, by its generation. The same at Anthropic and at Amazon Bedrock.</summary>
internal enum ClaudeGeneration
{
    /// <summary>Up to 4.5: thinks within a budget of tokens.</summary>
    Budgeted,

    /// <summary>4.6: thinks within a budget, or as much as it sees fit for an effort.</summary>
    Either,

    /// <summary>From 4.7 on: thinks as much as it sees fit for an effort, and takes no sampling fields.</summary>
    Adaptive,
}

/// <summary>Tells the generations apart.</summary>
internal static partial class ClaudeGenerations
{
    private static readonly (int Major, int Minor) FirstWithEither = (4, 6);

    /// <summary>
    /// The generation of a model by its name, for instance <c>claude-3-7-sonnet-20250219</c> or <c>us.anthropic.claude-opus-4-6-v1:0</c>.
    /// A name without a version is of a model to come.
    /// </summary>
    public static ClaudeGeneration Of(string model)
    {
        if (Version().Match(model) is not { Success: true } version)
        {
            return ClaudeGeneration.Adaptive;
        }

        var minor = version.Groups["minor"];
        return (Number(version.Groups["major"]), minor.Success ? Number(minor) : 0).CompareTo(FirstWithEither) switch
        {
            < 0 => ClaudeGeneration.Budgeted,
            0 => ClaudeGeneration.Either,
            _ => ClaudeGeneration.Adaptive,
        };
    }

    private static int Number(Group digits) => int.Parse(digits.ValueSpan, CultureInfo.InvariantCulture);

    // A date, eight digits long, is no version.
    [GeneratedRegex(@"claude-(?:[a-z]+-)?(?<major>[0-9]{1,2})(?![0-9])(?:[-.](?<minor>[0-9]{1,2})(?![0-9]))?", RegexOptions.CultureInvariant)]
    private static partial Regex Version();
}
