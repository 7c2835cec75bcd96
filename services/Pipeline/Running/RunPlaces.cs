using Text2Llm.Pipeline.Sources;
using Text2Llm.Pipeline.Storage;

namespace Text2Llm.Pipeline.Running;

/// <summary>What a job may use beside the files of this machine, and where a run leaves its work.</summary>
public sealed record RunPlaces
{
    /// <summary>For this machine's files alone.</summary>
    public static readonly RunPlaces Local = new();

    /// <summary>Opens what is not on this machine.</summary>
    public IStores Stores { get; init; } = NoStores.Instance;

    /// <summary>A full path, or the URI of a folder, in which a run keeps its work in a folder of the job's; null for beside the output folder.</summary>
    public string? Work { get; init; }

    /// <summary>The folder that is taken where the output is no folder, and no other is named.</summary>
    public string State { get; init; } = Path.Combine(Home(), "text2llm");

    /// <summary>What is wrong with the name of a folder, or null.</summary>
    public static string? FolderMistake(string uri) => PlaceUri.OutputMistake(uri);

    /// <summary>A folder that is named without a mistake, in full.</summary>
    public static string FolderOf(string uri) => PlaceUri.Resolve(uri, Directory.GetCurrentDirectory());

    // A pod's user may have no home.
    private static string Home() =>
        Environment.GetFolderPath(Environment.SpecialFolder.LocalApplicationData, Environment.SpecialFolderOption.DoNotVerify) is { Length: > 0 } home
            ? home
            : Path.GetTempPath();
}
