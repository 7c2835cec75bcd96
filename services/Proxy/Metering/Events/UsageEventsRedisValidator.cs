using Microsoft.Extensions.Options;
using Text2Llm.ServiceDefaults.Redis;

namespace Text2Llm.Proxy.Metering.Events;

/// <summary>Checks where usage events go.</summary>
internal sealed class UsageEventsRedisValidator : IValidateOptions<UsageEventsOptions>
{
    public ValidateOptionsResult Validate(string? name, UsageEventsOptions options) =>
        RedisSetting.Check(options.Redis, $"{UsageEventsOptions.Section}:{nameof(UsageEventsOptions.Redis)}");
}
