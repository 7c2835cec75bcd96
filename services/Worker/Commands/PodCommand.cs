using System.CommandLine;
using Grpc.Core;
using Text2Llm.Pipeline.Jobs;
using Text2Llm.Pipeline.Running;
using Text2Llm.Storage;
using Text2Llm.Storage.S3;
using Text2Llm.Storage.Transfers;
using Text2Llm.Worker.Pods;
using Text2Llm.Worker.Progress;

namespace Text2Llm.Worker.Commands;

/// <summary>What a worker pod runs. It has no arguments: the pod's token says who asks, and the service what is to be done.</summary>
internal static class PodCommand
{
    public static Command Create()
    {
        var command = new Command("pod", "Does what a cluster's worker pod is told to do; of no use elsewhere.") { Hidden = true };
        command.SetAction((_, cancellationToken) => RunAsync(cancellationToken));
        return command;
    }

    // The last line says what is wrong: it becomes the pod's termination message.
    private static async Task<int> RunAsync(CancellationToken cancellationToken)
    {
        try
        {
            using var channel = new WorkerChannel(PodOptions.FromEnvironment());
            using var stores = new Stores(new S3Options(), new TransferOptions(), TimeProvider.System);
            var run = new PodRun(channel.Client, new PodStores(stores, channel.Client), new RunOptions(), TimeProvider.System);
            await Console.Out.WriteLineAsync($"{await run.RunAsync(cancellationToken).ConfigureAwait(false)} is done").ConfigureAwait(false);
            return ExitCodes.Done;
        }
        catch (JobMistakesException exception)
        {
            return await FailAsync(string.Join("; ", exception.Mistakes), ExitCodes.Mistaken).ConfigureAwait(false);
        }
        catch (Exception) when (cancellationToken.IsCancellationRequested)
        {
            return await FailAsync("interrupted; another pod goes on from here", ExitCodes.Interrupted).ConfigureAwait(false);
        }
        catch (RpcException exception)
        {
            return await FailAsync($"the datasets service: {exception.Status.StatusCode}: {exception.Status.Detail}", ExitCodes.Failed).ConfigureAwait(false);
        }
        catch (FormatException exception)
        {
            return await FailAsync(exception.Message, ExitCodes.Mistaken).ConfigureAwait(false);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException or RunFailedException or ArgumentException)
        {
            return await FailAsync(exception.Message, ExitCodes.Failed).ConfigureAwait(false);
        }
    }

    private static async Task<int> FailAsync(string message, int code)
    {
        await Console.Error.WriteLineAsync(Printable.Line($"text2llm: {message}")).ConfigureAwait(false);
        return code;
    }
}
