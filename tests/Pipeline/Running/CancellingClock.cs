namespace Text2Llm.Pipeline.Tests.Running;

/// <summary>Cancels when it is read for the second time: when a run has written its records and is about to publish them.</summary>
internal sealed class CancellingClock(CancellationTokenSource stop) : TimeProvider
{
    private int _readings;

    public override long GetTimestamp()
    {
        if (++_readings == 2)
        {
            stop.Cancel();
        }

        return base.GetTimestamp();
    }
}
