namespace Text2Llm.Worker.Tests;

/// <summary>How a process ended.</summary>
internal sealed record ProcessResult(int ExitCode, string Output, string Error);
