using Grpc.Core;
using Text2Llm.Pipeline.Running;
using Text2Llm.Protos.V1;

namespace Text2Llm.Worker.Pods;

/// <summary>Tells the service how far the pod is, now and then, while it works and once at its end.</summary>
internal sealed class ProgressReports(WorkerService.WorkerServiceClient client, RunProgress progress, TimeProvider clock)
{
    // The work is not to wait for what is said of it.
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);

    /// <summary>Works, and reports meanwhile.</summary>
    public async Task DuringAsync(TimeSpan every, Func<Task> work, CancellationToken cancellationToken)
    {
        using var over = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var reports = ReportAsync(every, over.Token);
        try
        {
            await work().ConfigureAwait(false);
        }
        finally
        {
            await over.CancelAsync().ConfigureAwait(false);
            await reports.ConfigureAwait(false);
        }

        await SendAsync(cancellationToken).ConfigureAwait(false);
    }

    private async Task ReportAsync(TimeSpan every, CancellationToken cancellationToken)
    {
        using var timer = new PeriodicTimer(every, clock);
        try
        {
            while (await timer.WaitForNextTickAsync(cancellationToken).ConfigureAwait(false))
            {
                await SendAsync(cancellationToken).ConfigureAwait(false);
            }
        }
        catch (OperationCanceledException)
        {
            // The work is over.
        }
    }

    private async Task SendAsync(CancellationToken cancellationToken)
    {
        var request = new ReportProgressRequest
        {
            BytesRead = progress.BytesDone,
            RecordsRead = progress.RecordsRead,
            RecordsWritten = progress.RecordsWritten,
        };
        try
        {
            await client.ReportProgressAsync(request, deadline: clock.GetUtcNow().UtcDateTime + Patience, cancellationToken: cancellationToken).ConfigureAwait(false);
        }
        catch (RpcException)
        {
            // The next report says more.
        }
    }
}
