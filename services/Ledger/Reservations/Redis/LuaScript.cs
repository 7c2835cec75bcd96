using System.Diagnostics.CodeAnalysis;
using System.Security.Cryptography;
using System.Text;
using StackExchange.Redis;

namespace Text2Llm.Ledger.Reservations.Redis;

/// <summary>
/// One of the ledger's scripts, which begin with what they share. It is run by its hash, and sent whole only to a Redis that does not have it:
/// StackExchange.Redis would look the hash up by the whole text, which costs 4 µs a decision.
/// </summary>
internal sealed class LuaScript
{
    public static readonly LuaScript Reserve = new(Read("account.lua") + Read("reserve.lua"));
    public static readonly LuaScript Settle = new(Read("account.lua") + Read("settle.lua"));

    private readonly string _text;
    private readonly byte[] _hash;

    [SuppressMessage("Security", "CA5350", Justification = "Redis names scripts by their SHA-1; nothing is kept safe by it.")]
    private LuaScript(string text) => (_text, _hash) = (text, SHA1.HashData(Encoding.UTF8.GetBytes(text)));

    /// <summary>Runs it.</summary>
    public async Task<RedisResult> RunAsync(IDatabase redis, RedisKey[] keys, RedisValue[] arguments)
    {
        try
        {
            return await redis.ScriptEvaluateAsync(_hash, keys, arguments);
        }
        catch (RedisServerException unknown) when (unknown.Message.StartsWith("NOSCRIPT", StringComparison.Ordinal))
        {
            return await redis.ScriptEvaluateAsync(_text, keys, arguments);
        }
    }

    private static string Read(string name)
    {
        using var text = new StreamReader(typeof(LuaScript).Assembly.GetManifestResourceStream(name)!);
        return text.ReadToEnd();
    }
}
