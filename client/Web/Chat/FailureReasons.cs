namespace Text2Llm.Web.Chat;

/// <summary>The reasons that services give (google.rpc.ErrorInfo, domain text2llm.io) and this page has words for.</summary>
internal static class FailureReasons
{
    public const string InvalidRequest = "INVALID_REQUEST";
    public const string ProviderUnknown = "PROVIDER_UNKNOWN";
    public const string ProviderDisabled = "PROVIDER_DISABLED";
    public const string ProviderKeyMissing = "PROVIDER_KEY_MISSING";
    public const string Unauthenticated = "UNAUTHENTICATED";
    public const string IdentityUnavailable = "IDENTITY_UNAVAILABLE";
    public const string PayloadTooLarge = "PAYLOAD_TOO_LARGE";
    public const string RateLimited = "RATE_LIMITED";
    public const string QuotaExhausted = "QUOTA_EXHAUSTED";
    public const string QuotaUnavailable = "QUOTA_UNAVAILABLE";
    public const string ProviderError = "PROVIDER_ERROR";
    public const string ProviderUnreachable = "PROVIDER_UNREACHABLE";
    public const string ProviderTimeout = "PROVIDER_TIMEOUT";
}
