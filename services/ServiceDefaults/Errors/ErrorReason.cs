namespace Text2Llm.ServiceDefaults.Errors;

/// <summary>
/// The reasons of the product's errors: <c>reason</c> of google.rpc.ErrorInfo on gRPC, <c>code</c> of the error object on HTTP.
/// Clients decide by them, so a name never changes its meaning.
/// </summary>
public static class ErrorReason
{
    /// <summary>The request itself is wrong; sending it again cannot help.</summary>
    public const string InvalidRequest = "INVALID_REQUEST";

    /// <summary>The request has a field that the named provider cannot honour.</summary>
    public const string UnsupportedField = "UNSUPPORTED_FIELD";

    /// <summary>No valid access token came with the call.</summary>
    public const string Unauthenticated = "UNAUTHENTICATED";

    /// <summary>The access token cannot be checked, because the issuer's keys are out of reach.</summary>
    public const string IdentityUnavailable = "IDENTITY_UNAVAILABLE";

    /// <summary>The named provider is not one that this installation forwards to.</summary>
    public const string ProviderUnknown = "PROVIDER_UNKNOWN";

    /// <summary>The operator of this installation has switched the provider off; the call was not made, or was broken off.</summary>
    public const string ProviderDisabled = "PROVIDER_DISABLED";

    /// <summary>The provider needs the caller's key and none came.</summary>
    public const string ProviderKeyMissing = "PROVIDER_KEY_MISSING";

    /// <summary>The request's body is over the limit.</summary>
    public const string PayloadTooLarge = "PAYLOAD_TOO_LARGE";

    /// <summary>Too many requests in a minute.</summary>
    public const string RateLimited = "RATE_LIMITED";

    /// <summary>The day's tokens are used up.</summary>
    public const string QuotaExhausted = "QUOTA_EXHAUSTED";

    /// <summary>The limits cannot be checked, and calls are not let through unchecked.</summary>
    public const string QuotaUnavailable = "QUOTA_UNAVAILABLE";

    /// <summary>The provider answered with an error of its own.</summary>
    public const string ProviderError = "PROVIDER_ERROR";

    /// <summary>The provider could not be reached, or the connection to it broke.</summary>
    public const string ProviderUnreachable = "PROVIDER_UNREACHABLE";

    /// <summary>The provider did not finish within the time limit.</summary>
    public const string ProviderTimeout = "PROVIDER_TIMEOUT";

    /// <summary>The server is shutting down: it takes no new calls, and those that take too long are cut off. Another one answers.</summary>
    public const string ServerShuttingDown = "SERVER_SHUTTING_DOWN";

    /// <summary>A page is not fetched, because its address is not public, or is of a kind that is not allowed.</summary>
    public const string FetchRefused = "FETCH_REFUSED";

    /// <summary>A page could not be had: its server is out of reach, or answered with an error.</summary>
    public const string FetchFailed = "FETCH_FAILED";

    /// <summary>A page is of a kind whose text is not read.</summary>
    public const string FetchUnsupported = "FETCH_UNSUPPORTED";

    /// <summary>A page did not arrive within the time limit.</summary>
    public const string FetchTimeout = "FETCH_TIMEOUT";

    /// <summary>A file is not the caller's to read or to write.</summary>
    public const string FileRefused = "FILE_REFUSED";

    /// <summary>There is no such file.</summary>
    public const string FileMissing = "FILE_MISSING";

    /// <summary>The object storage cannot be reached, or refuses.</summary>
    public const string StorageUnavailable = "STORAGE_UNAVAILABLE";

    /// <summary>A fault of ours.</summary>
    public const string Internal = "INTERNAL";
}
