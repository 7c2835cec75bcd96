namespace Text2Llm.Ledger.Reservations;

/// <summary>
/// Holds every user to their limits. Both ledgers decide alike, to the microsecond.
/// </summary>
/// <remarks>Neither takes a cancellation token: a decision cannot be taken back halfway, and who no longer wants it settles it with zero.</remarks>
internal interface IQuotaLedger
{
    /// <summary>Decides on one call, and holds its estimate where it may be made. One atomic step.</summary>
    /// <param name="userId">Who calls.</param>
    /// <param name="estimatedTokens">What the call is expected to use.</param>
    /// <param name="holdFor">How long to hold that if the call never settles.</param>
    /// <exception cref="ServiceDefaults.Errors.CallException">The ledger is out of reach.</exception>
    ValueTask<Decision> ReserveAsync(string userId, long estimatedTokens, TimeSpan holdFor);

    /// <summary>Replaces a reservation's estimate. False where it does not exist, was settled before, or has expired.</summary>
    /// <exception cref="ServiceDefaults.Errors.CallException">The ledger is out of reach.</exception>
    ValueTask<bool> SettleAsync(string userId, string reservationId, long usedTokens);
}
