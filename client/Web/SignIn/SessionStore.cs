using System.Text.Json;
using Text2Llm.Web.Browser;

namespace Text2Llm.Web.SignIn;

/// <summary>The session in the browser's storage, where every tab of the site finds it.</summary>
internal sealed class SessionStore(BrowserStorage storage)
{
    private const string SessionKey = "text2llm.session";
    private const string VerifierKey = "text2llm.pkce";

    public async ValueTask<Session?> ReadAsync()
    {
        if (await storage.ReadAsync(StorageArea.Local, SessionKey) is not { } json)
        {
            return null;
        }

        try
        {
            return JsonSerializer.Deserialize(json, AuthJson.Default.Session);
        }
        catch (JsonException)
        {
            // Written by another version, or by hand: as good as none.
            return null;
        }
    }

    public ValueTask WriteAsync(Session session) =>
        storage.WriteAsync(StorageArea.Local, SessionKey, JsonSerializer.Serialize(session, AuthJson.Default.Session));

    public ValueTask RemoveAsync() => storage.RemoveAsync(StorageArea.Local, SessionKey);

    public ValueTask KeepVerifierAsync(string verifier) => storage.WriteAsync(StorageArea.Session, VerifierKey, verifier);

    /// <summary>Takes the verifier out: it is good for one exchange.</summary>
    public async ValueTask<string?> TakeVerifierAsync()
    {
        var verifier = await storage.ReadAsync(StorageArea.Session, VerifierKey);
        await storage.RemoveAsync(StorageArea.Session, VerifierKey);
        return verifier;
    }
}
