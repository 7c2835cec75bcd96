using System.ComponentModel.DataAnnotations;
using System.Net;

namespace Text2Llm.Local;

/// <summary>The laptop's own settings: configuration section <c>Local</c>; on the command line <c>--port</c> and <c>--data</c>.</summary>
public sealed record LocalOptions
{
    /// <summary>The section's name.</summary>
    public const string Section = "Local";

    /// <summary>The port on this machine. 0 lets the system choose.</summary>
    [Range(0, IPEndPoint.MaxPort)]
    public int Port { get; init; } = 8080;

    /// <summary>The folder that keeps who signed in. Empty: <c>text2llm</c> in the user's folder for application data.</summary>
    public string DataDirectory { get; init; } = "";
}
