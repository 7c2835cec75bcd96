namespace Text2Llm.Ledger.Reservations.Redis;

/// <summary>The ledger's scripts. Each begins with what they share; StackExchange.Redis sends the whole once and then its hash.</summary>
internal static class LuaScript
{
    public static readonly string Reserve = Read("account.lua") + Read("reserve.lua");
    public static readonly string Settle = Read("account.lua") + Read("settle.lua");

    private static string Read(string name)
    {
        using var text = new StreamReader(typeof(LuaScript).Assembly.GetManifestResourceStream(name)!);
        return text.ReadToEnd();
    }
}
