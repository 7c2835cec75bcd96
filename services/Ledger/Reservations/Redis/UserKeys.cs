using StackExchange.Redis;

namespace Text2Llm.Ledger.Reservations.Redis;

/// <summary>The names of one user's keys. Redis Cluster keeps them in one place, because what stands in braces is the same for both.</summary>
internal static class UserKeys
{
    /// <summary>The account, then the calls under way.</summary>
    public static RedisKey[] Of(string userId)
    {
        // Braces of the user's own would end the tag early, and one that comes first would leave it empty: every key to its own place.
        var user = Uri.EscapeDataString(userId);
        return [$"quota:{{{user}}}", $"quota:{{{user}}}:holds"];
    }
}
