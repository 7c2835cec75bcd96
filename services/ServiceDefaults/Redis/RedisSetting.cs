using Microsoft.Extensions.Options;

namespace Text2Llm.ServiceDefaults.Redis;

/// <summary>A setting that names a Redis, or is empty.</summary>
public static class RedisSetting
{
    /// <summary>Checks a connection string without quoting it: it may hold a password.</summary>
    /// <param name="value">The connection string; empty where there is no Redis.</param>
    /// <param name="name">What the setting is called, for instance <c>Quota:Redis</c>.</param>
    public static ValidateOptionsResult Check(string value, string name)
    {
        var mistake = $"{name} is not a connection string; one is for instance 'redis:6379,password=…'.";
        try
        {
            return value is "" || RedisDefaults.Parse(value).EndPoints.Count > 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(mistake);
        }
        catch (ArgumentException)
        {
            return ValidateOptionsResult.Fail(mistake);
        }
    }
}
