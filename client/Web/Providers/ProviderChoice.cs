using System.Text.Json;
using Text2Llm.Agent.Chats;
using Text2Llm.Protos.V1;
using Text2Llm.Web.Browser;

namespace Text2Llm.Web.Providers;

/// <summary>
/// What the person chose to chat with. Provider and model are remembered for the next visit; keys live in this object and
/// nowhere else, and end with the page.
/// </summary>
internal sealed class ProviderChoice(BrowserStorage storage)
{
    private const string StorageKey = "text2llm.choice";

    private readonly Dictionary<string, string> _keys = new(StringComparer.Ordinal);
    private Dictionary<string, string> _models = new(StringComparer.Ordinal);

    /// <summary>Raised after every change.</summary>
    public event Action? Changed;

    /// <summary>The providers to choose from; empty until they are loaded.</summary>
    public IReadOnlyList<Provider> Providers { get; private set; } = [];

    /// <summary>The provider chosen, or null while there is none to choose.</summary>
    public Provider? Provider { get; private set; }

    /// <summary>The model chosen for the provider.</summary>
    public string Model => Provider is null ? "" : _models.GetValueOrDefault(Provider.Id, "");

    /// <summary>The person's key for the provider.</summary>
    public string Key => Provider is null ? "" : _keys.GetValueOrDefault(Provider.Id, "");

    /// <summary>What is still missing before anything can be sent.</summary>
    public MissingPart Missing => this switch
    {
        { Provider: null } => MissingPart.Provider,
        { Model: "" } => MissingPart.Model,
        { Provider.KeyRequired: true, Key: "" } => MissingPart.Key,
        _ when Key.Any(character => character is <= ' ' or > '~') => MissingPart.UsableKey,
        _ => MissingPart.None,
    };

    /// <summary>Where a chat goes. Nothing may be missing.</summary>
    public ChatTarget Target =>
        Provider is { } provider && Missing is MissingPart.None
            ? new ChatTarget(provider.Id, Model, Key.Length > 0 ? Key : null)
            : throw new InvalidOperationException($"The choice lacks its {Missing}.");

    /// <summary>A provider's name for people.</summary>
    public string NameOf(string providerId) =>
        Providers.FirstOrDefault(provider => provider.Id == providerId)?.DisplayName ?? providerId;

    /// <summary>Takes up the providers, and what was chosen among them last time.</summary>
    public async Task OfferAsync(IReadOnlyList<Provider> providers)
    {
        var last = await ReadAsync();
        _models = last?.Models ?? _models;
        Providers = providers;
        Provider = Find(Provider?.Id) ?? Find(last?.Provider) ?? (providers is [var first, ..] ? first : null);
        SuggestModel();
        Changed?.Invoke();
    }

    public async Task ChooseProviderAsync(string providerId)
    {
        Provider = Find(providerId) ?? Provider;
        SuggestModel();
        Changed?.Invoke();
        await RememberAsync();
    }

    public async Task ChooseModelAsync(string model)
    {
        if (Provider is { } provider)
        {
            _models[provider.Id] = model.Trim();
            Changed?.Invoke();
            await RememberAsync();
        }
    }

    public void EnterKey(string key)
    {
        if (Provider is { } provider)
        {
            _keys[provider.Id] = string.Concat(key.Where(character => !char.IsWhiteSpace(character) && !IsInvisible(character)));
            Changed?.Invoke();
        }
    }

    /// <summary>Forgets every key, as for another person on the same page.</summary>
    public void ForgetKeys() => _keys.Clear();

    // Comes along when a key is copied from a web page.
    private static bool IsInvisible(char character) => char.GetUnicodeCategory(character) is System.Globalization.UnicodeCategory.Format;

    private Provider? Find(string? id) => Providers.FirstOrDefault(provider => provider.Id == id);

    private void SuggestModel()
    {
        if (Provider is { SuggestedModels: [var best, ..] } && Model.Length == 0)
        {
            _models[Provider.Id] = best;
        }
    }

    private async Task<LastChoice?> ReadAsync()
    {
        if (await storage.ReadAsync(StorageArea.Local, StorageKey) is not { } json)
        {
            return null;
        }

        try
        {
            return JsonSerializer.Deserialize(json, LastChoiceJson.Default.LastChoice);
        }
        catch (JsonException)
        {
            // Written by another version, or by hand: as good as none.
            return null;
        }
    }

    private ValueTask RememberAsync() => storage.WriteAsync(
        StorageArea.Local,
        StorageKey,
        JsonSerializer.Serialize(new LastChoice(Provider?.Id, _models), LastChoiceJson.Default.LastChoice));
}
