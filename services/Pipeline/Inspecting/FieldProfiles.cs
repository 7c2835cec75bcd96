using System.Text.Json;

namespace Text2Llm.Pipeline.Inspecting;

/// <summary>The fields that the records of a sample have, in the order in which they come up first.</summary>
internal sealed class FieldProfiles
{
    private const int MaxFields = 200; // of objects whose names are data, there is no end
    private const int MaxDepth = 3;

    private readonly Dictionary<string, FieldProfile> _byName = new(StringComparer.Ordinal);
    private readonly List<FieldProfile> _all = [];

    public IReadOnlyList<FieldProfile> All => _all;

    /// <summary>Adds a record's fields.</summary>
    /// <param name="json">The record, a JSON object; what is none adds nothing.</param>
    public void Add(ReadOnlyMemory<byte> json)
    {
        try
        {
            using var document = JsonDocument.Parse(json, new JsonDocumentOptions { MaxDepth = 1000 });
            if (document.RootElement.ValueKind == JsonValueKind.Object)
            {
                AddFields(document.RootElement, "", 1);
            }
        }
        catch (Exception exception) when (exception is JsonException or InvalidOperationException)
        {
            // Half of a surrogate pair stands in it; mapping it will say so.
        }
    }

    private void AddFields(JsonElement record, string path, int depth)
    {
        foreach (var field in record.EnumerateObject())
        {
            var name = path + field.Name;
            if (Find(name) is not { } profile)
            {
                return;
            }

            profile.Add(field.Value);
            if (depth == MaxDepth)
            {
                continue;
            }

            if (field.Value.ValueKind == JsonValueKind.Object)
            {
                AddFields(field.Value, $"{name}.", depth + 1);
            }
            else if (field.Value.ValueKind == JsonValueKind.Array)
            {
                foreach (var item in field.Value.EnumerateArray().Where(item => item.ValueKind == JsonValueKind.Object))
                {
                    AddFields(item, $"{name}[].", depth + 1);
                }
            }
        }
    }

    private FieldProfile? Find(string name)
    {
        if (!_byName.TryGetValue(name, out var profile) && _all.Count < MaxFields)
        {
            profile = new FieldProfile(name);
            _byName.Add(name, profile);
            _all.Add(profile);
        }

        return profile;
    }
}
