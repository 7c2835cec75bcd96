using System.Text.Json.Nodes;

namespace Text2Llm.Kubernetes.Definitions;

/// <summary>
/// Brings a JSON Schema to the form that the API server takes for a resource ("structural"): one type for each field, neither null nor
/// fractions. Defaults are told and not set, for whoever reads the resource has them. Fields that are not known are kept, so that who reads
/// the resource can name them, where the server would take them away without a word.
/// </summary>
public static class StructuralForm
{
    private static readonly string[] Kept =
        ["description", "properties", "required", "items", "minItems", "minimum", "maximum", "minLength", "maxLength", "pattern", "enum"];

    /// <summary>The same schema in that form.</summary>
    public static JsonObject Of(JsonObject schema)
    {
        ArgumentNullException.ThrowIfNull(schema);
        var types = schema["type"] is JsonArray several ? several.Select(type => $"{type}").Where(type => type != "null").ToList() : schema["type"] is { } one ? [$"{one}"] : [];
        var form = new JsonObject();
        foreach (var name in Kept.Where(schema.ContainsKey))
        {
            form[name] = name switch
            {
                "properties" => OfAll(schema[name]!.AsObject()),
                "items" => Of(schema[name]!.AsObject()),
                "enum" => new JsonArray([.. schema[name]!.AsArray().OfType<JsonNode>().Select(value => value.DeepClone())]),
                _ => schema[name]!.DeepClone(),
            };
        }

        if (schema["default"] is { } value)
        {
            form["description"] = $"{form["description"]}\nDefault: {value}.".TrimStart();
        }

        SetType(form, types, schema);
        return form;
    }

    private static void SetType(JsonObject form, List<string> types, JsonObject schema)
    {
        switch (types)
        {
            case ["object"] when schema["additionalProperties"] is JsonObject values:
                form["type"] = "object";
                form["additionalProperties"] = Of(values);
                break;
            case ["object"]:
                form["type"] = "object";
                form["x-kubernetes-preserve-unknown-fields"] = true;
                break;
            case ["string", "integer"]:
                form["x-kubernetes-int-or-string"] = true;
                form.Remove("minimum");
                break;
            case ["string", "number"] when form.ContainsKey("maximum"):
                // A fraction, which stands in quotes; its pattern says how large it may be.
                form["type"] = "string";
                form.Remove("minimum");
                form.Remove("maximum");
                break;
            case ["string", "number"]:
                form["x-kubernetes-int-or-string"] = true;
                form.Remove("minimum");
                break;
            case [var only]:
                form["type"] = only;
                break;
            case []:
                form["x-kubernetes-preserve-unknown-fields"] = true;
                break;
            default:
                throw new NotSupportedException($"A resource can have no field that is one of {string.Join(", ", types)}.");
        }
    }

    private static JsonObject OfAll(JsonObject properties) =>
        new(properties.Select(property => KeyValuePair.Create(property.Key, (JsonNode?)Of(property.Value!.AsObject()))));
}
