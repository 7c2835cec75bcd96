using Microsoft.Extensions.Options;
using Text2Llm.ServiceDefaults.Redis;

namespace Text2Llm.Ledger.Limits;

/// <summary>Checks where the limits are kept.</summary>
internal sealed class RedisValidator : IValidateOptions<QuotaOptions>
{
    public ValidateOptionsResult Validate(string? name, QuotaOptions options) =>
        RedisSetting.Check(options.Redis, $"{QuotaOptions.Section}:{nameof(QuotaOptions.Redis)}");
}
