using Microsoft.Extensions.Options;
using Text2Llm.Quota.Reservations.Redis;

namespace Text2Llm.Quota.Limits;

/// <summary>Checks the connection string without quoting it: it may hold a password.</summary>
internal sealed class RedisValidator : IValidateOptions<QuotaOptions>
{
    private const string Mistake =
        $"{QuotaOptions.Section}:{nameof(QuotaOptions.Redis)} is not a connection string; one is for instance 'redis:6379,password=…'.";

    public ValidateOptionsResult Validate(string? name, QuotaOptions options)
    {
        try
        {
            return options.Redis is "" || RedisDefaults.Parse(options.Redis).EndPoints.Count > 0
                ? ValidateOptionsResult.Success
                : ValidateOptionsResult.Fail(Mistake);
        }
        catch (ArgumentException)
        {
            return ValidateOptionsResult.Fail(Mistake);
        }
    }
}
