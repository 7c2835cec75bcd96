using System.Text.RegularExpressions;
using Text2Llm.ServiceDefaults.Errors;

namespace Text2Llm.Proxy.Providers.Gemini;

/// <summary>A model by its name, which becomes a part of the request's path.</summary>
/// <param name="Path">Its resource name, for instance <c>models/gemini-2.5-flash</c>.</param>
internal readonly partial record struct GeminiModel(string Path)
{
    private const string Models = "models/";

    /// <summary>
    /// Whether it is of the third generation or later, as the aliases of the latest are. Those think in levels rather than in a budget of
    /// tokens, take pictures inside a tool's result, and insist on the signatures of tool calls.
    /// </summary>
    public bool IsOfThirdGeneration => ThirdGeneration().IsMatch(Path);

    /// <summary>Whether the least that it can think is the level <c>low</c>, not <c>minimal</c>.</summary>
    public bool IsPro => Path.Contains("-pro", StringComparison.Ordinal);

    /// <summary>The model of a name with or without <c>models/</c>.</summary>
    /// <exception cref="CallException">The name could lead elsewhere than to a model.</exception>
    public static GeminiModel Of(string name) => Name().IsMatch(name)
        ? new GeminiModel(name.Contains('/', StringComparison.Ordinal) ? name : Models + name)
        : throw new CallException(CallError.Invalid(
            "model is not a name of Gemini's; it has letters, digits, dots, underscores and hyphens, for instance gemini-2.5-flash.") with
        {
            Parameter = "model",
        });

    /// <summary>A model's resource name as callers name it.</summary>
    public static string NameOf(string path) => path.StartsWith(Models, StringComparison.Ordinal) ? path[Models.Length..] : path;

    [GeneratedRegex(@"\A(models/|tunedModels/)?[A-Za-z0-9][A-Za-z0-9._-]{0,199}\z")]
    private static partial Regex Name();

    [GeneratedRegex(@"^models/gemini-([3-9]|[1-9][0-9]|[a-z-]+latest$)")]
    private static partial Regex ThirdGeneration();
}
