using System.Text.RegularExpressions;
using Microsoft.Extensions.Options;

namespace Text2Llm.Local.Hosting;

/// <summary>The command line: configuration, with short forms for what people set most.</summary>
internal static partial class LocalArguments
{
    /// <summary>What it tells whoever asks for help.</summary>
    public const string Help = """
        Runs all of Text2Llm in one process, on this computer only.

          --port N     the port on localhost (8080; 0 lets the system choose)
          --data DIR   the folder that keeps who signed in

        Every other setting is --Section:Key VALUE, for instance --Providers:acme:BaseUrl https://api.acme.example/v1
        """;

    /// <summary>The short forms and the keys that they stand for.</summary>
    public static readonly Dictionary<string, string> Switches = new()
    {
        ["--port"] = $"{LocalOptions.Section}:{nameof(LocalOptions.Port)}",
        ["--data"] = $"{LocalOptions.Section}:{nameof(LocalOptions.DataDirectory)}",
    };

    /// <summary>Whether help is asked for.</summary>
    public static bool AskForHelp(string[] args) => args.Any(argument => argument is "--help" or "-h" or "-?");

    /// <summary>Refuses what configuration would pass over in silence.</summary>
    /// <exception cref="OptionsValidationException">An argument is none that is known, or its value is missing.</exception>
    public static void Check(string[] args)
    {
        List<string> mistakes = [];
        for (var index = 0; index < args.Length; index++)
        {
            var name = args[index].Split('=', 2);
            if (!Switches.ContainsKey(name[0]) && !Setting().IsMatch(name[0]))
            {
                mistakes.Add($"{args[index]} is no argument; use --port, --data or --Section:Key (--help tells more).");
            }
            else if (name.Length == 1 && ++index >= args.Length)
            {
                mistakes.Add($"{name[0]} needs a value.");
            }
        }

        if (mistakes.Count > 0)
        {
            throw new OptionsValidationException(LocalOptions.Section, typeof(LocalOptions), mistakes);
        }
    }

    [GeneratedRegex("^--[A-Za-z][A-Za-z0-9_-]*(:[^:=]+)+$")]
    private static partial Regex Setting();
}
