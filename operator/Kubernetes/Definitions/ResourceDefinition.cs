using System.Reflection;
using System.Text.Json.Nodes;
using Text2Llm.Kubernetes.Clients;

namespace Text2Llm.Kubernetes.Definitions;

/// <summary>The CustomResourceDefinition of an entity, made of its C# type.</summary>
public static class ResourceDefinition
{
    /// <summary>Makes it.</summary>
    /// <param name="entity">The entity's type, with properties <c>Spec</c> and <c>Status</c>.</param>
    /// <param name="descriptions">What its fields are described by.</param>
    /// <param name="withRules">Whether rules in CEL are written; servers before 1.25 do not know them.</param>
    /// <param name="spec">A schema of the spec that was made elsewhere; null to make it of the type.</param>
    public static JsonObject Create(Type entity, TypeDescriptions descriptions, bool withRules = true, JsonObject? spec = null)
    {
        ArgumentNullException.ThrowIfNull(entity);
        var kind = ResourceKind.Of(entity);
        var names = entity.GetCustomAttribute<ResourceNamesAttribute>();
        return new JsonObject
        {
            ["apiVersion"] = "apiextensions.k8s.io/v1",
            ["kind"] = "CustomResourceDefinition",
            ["metadata"] = new JsonObject { ["name"] = $"{kind.Plural}.{kind.Group}" },
            ["spec"] = new JsonObject
            {
                ["group"] = kind.Group,
                ["scope"] = "Namespaced",
                ["names"] = new JsonObject
                {
                    ["kind"] = kind.Kind,
                    ["listKind"] = $"{kind.Kind}List",
                    ["plural"] = kind.Plural,
                    ["singular"] = kind.Kind.ToLowerInvariant(),
                    ["shortNames"] = Strings(names?.ShortNames ?? []),
                    ["categories"] = Strings(names is { Category.Length: > 0 } ? [names.Category] : []),
                },
                ["versions"] = new JsonArray(new JsonObject
                {
                    ["name"] = kind.Version,
                    ["served"] = true,
                    ["storage"] = true,
                    ["subresources"] = new JsonObject { ["status"] = new JsonObject() },
                    ["additionalPrinterColumns"] = new JsonArray([.. entity.GetCustomAttributes<PrinterColumnAttribute>().Select(Column)]),
                    ["schema"] = new JsonObject { ["openAPIV3Schema"] = Schema(entity, descriptions, withRules, spec) },
                }),
            },
        };
    }

    private static JsonObject Schema(Type entity, TypeDescriptions descriptions, bool withRules, JsonObject? spec)
    {
        var schema = new StructuralSchema(descriptions, withRules);
        return new JsonObject
        {
            ["type"] = "object",
            ["description"] = descriptions.Of(entity),
            ["required"] = Strings(["spec"]),
            ["properties"] = new JsonObject
            {
                ["apiVersion"] = new JsonObject { ["type"] = "string" },
                ["kind"] = new JsonObject { ["type"] = "string" },
                ["metadata"] = new JsonObject { ["type"] = "object" },
                ["spec"] = spec?.DeepClone() ?? schema.Of(entity.GetProperty("Spec")!.PropertyType),
                ["status"] = schema.Of(entity.GetProperty("Status")!.PropertyType),
            },
        };
    }

    private static JsonObject Column(PrinterColumnAttribute column)
    {
        var written = new JsonObject { ["name"] = column.Name, ["type"] = column.Type, ["jsonPath"] = column.JsonPath };
        if (column.Priority > 0)
        {
            written["priority"] = column.Priority;
        }

        return written;
    }

    private static JsonArray Strings(IEnumerable<string> values) => [.. values.Select(value => JsonValue.Create(value))];
}
