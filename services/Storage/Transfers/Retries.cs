namespace Text2Llm.Storage.Transfers;

/// <summary>
/// Makes requests again that have failed in a way that may pass: no connection, one that was cut or that brings nothing more, a server that
/// is too busy. The waits between attempts double, and each is a random part of its length, so that many workers do not come back at once.
/// </summary>
/// <param name="options">How often, and how long to wait.</param>
/// <param name="clock">Measures the waits.</param>
/// <param name="random">Gives parts of waits, from 0 up to 1.</param>
internal sealed class Retries(TransferOptions options, TimeProvider clock, Func<double> random)
{
    /// <summary>Makes a request that reads, which may take any time as long as something comes.</summary>
    /// <param name="what">What it does, for the error: "read s3://bucket/key".</param>
    /// <param name="attempt">The request.</param>
    /// <param name="cancellationToken">Ends it, and the waits.</param>
    /// <exception cref="IOException">It failed; the message says what it was and why.</exception>
    public Task<T> ReadAsync<T>(string what, Func<Deadline, Task<T>> attempt, CancellationToken cancellationToken) =>
        RunAsync(what, options.ReadTimeout, attempt, cancellationToken);

    /// <summary>Makes a request that is to be answered as a whole in time.</summary>
    /// <inheritdoc cref="ReadAsync{T}"/>
    public Task<T> SendAsync<T>(string what, Func<CancellationToken, Task<T>> attempt, CancellationToken cancellationToken) =>
        RunAsync(what, options.WriteTimeout, deadline => attempt(deadline.Token), cancellationToken);

    private async Task<T> RunAsync<T>(string what, TimeSpan time, Func<Deadline, Task<T>> attempt, CancellationToken cancellationToken)
    {
        for (var count = 1; ; count++)
        {
            using var timer = new CancellationTokenSource(time, clock);
            using var both = CancellationTokenSource.CreateLinkedTokenSource(timer.Token, cancellationToken);
            Failure failure;
            try
            {
                return await attempt(new Deadline(timer, time, both.Token)).ConfigureAwait(false);
            }
            catch (Exception exception) when (!cancellationToken.IsCancellationRequested)
            {
                failure = timer.IsCancellationRequested
                    ? Failure.OfTimeout(time, exception)
                    : Failure.Of(exception);
                if (!failure.MayPass || count == options.Attempts)
                {
                    throw failure.ToException(what, count);
                }
            }
            catch (Exception exception) when (exception is not OperationCanceledException)
            {
                // Whatever a request throws that was ended: it was.
                throw new OperationCanceledException(exception.Message, exception, cancellationToken);
            }

            await Task.Delay(DelayAfter(count), clock, cancellationToken).ConfigureAwait(false);
        }
    }

    private TimeSpan DelayAfter(int count)
    {
        var longest = Math.Min(options.LongestDelay.TotalSeconds, options.FirstDelay.TotalSeconds * Math.Pow(2, count - 1));
        return TimeSpan.FromSeconds(longest * random());
    }
}
