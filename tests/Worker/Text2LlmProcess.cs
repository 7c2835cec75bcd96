using System.Diagnostics;
using System.Text;

namespace Text2Llm.Worker.Tests;

/// <summary>The program as users run it.</summary>
internal sealed class Text2LlmProcess : IDisposable
{
    private readonly Process _process;
    private readonly StringBuilder _output = new();
    private readonly StringBuilder _error = new();
    private readonly TaskCompletionSource<string> _firstErrorLine = new(TaskCreationOptions.RunContinuationsAsynchronously);

    private Text2LlmProcess(string program, IEnumerable<string> arguments, IReadOnlyDictionary<string, string>? environment)
    {
        // A signal that whoever runs the tests ignores, as under nohup, would be ignored here too: the programs begin with none of them ignored.
        var start = new ProcessStartInfo("env", ["--default-signal=INT,TERM,HUP", program, .. arguments]) { RedirectStandardOutput = true, RedirectStandardError = true };
        foreach (var (name, value) in environment ?? new Dictionary<string, string>())
        {
            start.Environment[name] = value;
        }

        _process = new Process { StartInfo = start };
        _process.OutputDataReceived += (_, line) => Append(_output, line.Data);
        _process.ErrorDataReceived += (_, line) =>
        {
            Append(_error, line.Data);
            _firstErrorLine.TrySetResult(line.Data ?? "");
        };
        _process.Start();
        _process.BeginOutputReadLine();
        _process.BeginErrorReadLine();
    }

    /// <summary>The built program.</summary>
    public static string Path { get; } = System.IO.Path.Combine(AppContext.BaseDirectory, "text2llm");

    /// <summary>Standard error's first line, once it is there.</summary>
    public Task<string> FirstErrorLine => _firstErrorLine.Task;

    public static Text2LlmProcess Start(params string[] arguments) => new(Path, arguments, null);

    public static Text2LlmProcess Start(IReadOnlyDictionary<string, string> environment, params string[] arguments) => new(Path, arguments, environment);

    public static Task<ProcessResult> RunAsync(params string[] arguments) => RunProgramAsync(Path, arguments);

    public static async Task<ProcessResult> RunProgramAsync(
        string program, IEnumerable<string> arguments, IReadOnlyDictionary<string, string>? environment = null)
    {
        using var process = new Text2LlmProcess(program, arguments, environment);
        return await process.ExitAsync();
    }

    /// <summary>Sends a signal.</summary>
    public async Task SignalAsync(string signal)
    {
        using var kill = Process.Start("kill", [signal, _process.Id.ToString(null as IFormatProvider)]);
        await kill.WaitForExitAsync(TestContext.Current.CancellationToken);
    }

    public async Task<ProcessResult> ExitAsync()
    {
        await _process.WaitForExitAsync(TestContext.Current.CancellationToken);
        return new ProcessResult(_process.ExitCode, _output.ToString(), _error.ToString());
    }

    public void Dispose()
    {
        if (!_process.HasExited)
        {
            _process.Kill();
        }

        _process.Dispose();
    }

    private static void Append(StringBuilder text, string? line)
    {
        if (line is not null)
        {
            text.Append(line).Append('\n');
        }
    }
}
