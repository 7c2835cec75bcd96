namespace Text2Llm.Worker.Commands;

/// <summary>What the program's exit code says.</summary>
internal static class ExitCodes
{
    /// <summary>Done.</summary>
    public const int Done = 0;

    /// <summary>Failed while running.</summary>
    public const int Failed = 1;

    /// <summary>The arguments or the job file are wrong; nothing was written.</summary>
    public const int Mistaken = 2;

    /// <summary>Interrupted, by Ctrl-C or a signal.</summary>
    public const int Interrupted = 130;
}
