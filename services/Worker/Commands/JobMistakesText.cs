using Text2Llm.Pipeline.Jobs;
using Text2Llm.Worker.Progress;

namespace Text2Llm.Worker.Commands;

/// <summary>Tells the mistakes of a job file as a compiler would, or why it cannot be read at all.</summary>
internal static class JobMistakesText
{
    /// <summary>Every mistake with its place, a line each.</summary>
    public static IEnumerable<string> Lines(string path, JobMistakesException exception) =>
        exception.Mistakes.Select(mistake => Printable.Line($"{path}:{mistake}"));

    /// <summary>How many mistakes there are, in words.</summary>
    public static string Count(int mistakes) => $"{mistakes} {(mistakes == 1 ? "mistake" : "mistakes")}";

    /// <summary>Whether an exception says that a file cannot be read.</summary>
    public static bool IsUnreadable(Exception exception) => exception is IOException or UnauthorizedAccessException or ArgumentException;

    /// <summary>Why a job file cannot be read.</summary>
    public static string Unreadable(string path, Exception exception) => Printable.Line($"text2llm: {path}: {Cause(path, exception)}");

    private static string Cause(string path, Exception exception) => exception switch
    {
        FileNotFoundException or DirectoryNotFoundException => "no such file",
        UnauthorizedAccessException when Directory.Exists(path) => "a folder; name a job file",
        _ => exception.Message.TrimEnd('.'),
    };
}
