namespace Text2Llm.Web.Browser;

/// <summary>What the browser keeps for this site.</summary>
internal sealed class BrowserStorage(PageScript script)
{
    public ValueTask<string?> ReadAsync(StorageArea area, string key) =>
        script.ReadAsync("readStored", Name(area), key);

    public ValueTask WriteAsync(StorageArea area, string key, string value) =>
        script.CallAsync("writeStored", Name(area), key, value);

    public ValueTask RemoveAsync(StorageArea area, string key) =>
        script.CallAsync("removeStored", Name(area), key);

    private static string Name(StorageArea area) => area is StorageArea.Local ? "local" : "session";
}
