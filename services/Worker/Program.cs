using Text2Llm.Worker.Commands;

return await CommandLine.InvokeAsync(args).ConfigureAwait(false);
