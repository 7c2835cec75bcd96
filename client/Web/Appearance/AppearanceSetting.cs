using Text2Llm.Web.Browser;

namespace Text2Llm.Web.Appearance;

/// <summary>The appearance chosen, which the browser keeps and <c>js/appearance.js</c> applies.</summary>
internal sealed class AppearanceSetting(BrowserStorage storage, PageScript script)
{
    private const string StorageKey = "text2llm.appearance";

    public async ValueTask<AppearanceChoice> ReadAsync() => await storage.ReadAsync(StorageArea.Local, StorageKey) switch
    {
        "light" => AppearanceChoice.Light,
        "dark" => AppearanceChoice.Dark,
        _ => AppearanceChoice.System,
    };

    public async ValueTask ChooseAsync(AppearanceChoice choice)
    {
        if (choice is AppearanceChoice.System)
        {
            await storage.RemoveAsync(StorageArea.Local, StorageKey);
        }
        else
        {
            await storage.WriteAsync(StorageArea.Local, StorageKey, choice is AppearanceChoice.Light ? "light" : "dark");
        }

        await script.CallAsync("announceAppearance");
    }
}
