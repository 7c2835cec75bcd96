using Text2Llm.Worker.Commands;
using Text2Llm.Worker.Progress;

ForgivingWriter.Install();
try
{
    return await CommandLine.InvokeAsync(args).ConfigureAwait(false);
}
catch (Exception exception)
{
    // Nobody who runs a job is helped by a stack trace; whoever wants one sets TEXT2LLM_DEBUG.
    var message = Environment.GetEnvironmentVariable("TEXT2LLM_DEBUG") is null or ""
        ? $"{exception.GetType().Name}: {exception.Message}"
        : exception.ToString();
    await Console.Error.WriteLineAsync($"text2llm: failed unexpectedly: {Printable.Text(message)}").ConfigureAwait(false);
    return ExitCodes.Failed;
}
