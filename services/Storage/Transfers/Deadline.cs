namespace Text2Llm.Storage.Transfers;

/// <summary>Until when an attempt is to have come forward.</summary>
/// <param name="timer">Ends the attempt that has not.</param>
/// <param name="span">How long it may go on without coming forward.</param>
/// <param name="token">Ends the attempt, for that or another reason.</param>
internal readonly struct Deadline(CancellationTokenSource timer, TimeSpan span, CancellationToken token)
{
    /// <summary>Ends the attempt.</summary>
    public CancellationToken Token => token;

    /// <summary>The attempt has come forward: it has its time again.</summary>
    public void Renew() => timer.CancelAfter(span);
}
