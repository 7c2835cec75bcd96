using System.Text.Json.Nodes;
using Text2Llm.Kubernetes.Definitions;
using Text2Llm.Resources.Switches;

namespace Text2Llm.Resources.Tests;

/// <summary>What the API server is told of a ProviderSwitch.</summary>
public sealed class ProviderSwitchDefinitionTests
{
    private static readonly TypeDescriptions Descriptions = TypeDescriptions.Read(typeof(V1Alpha1ProviderSwitch).Assembly);

    [Fact]
    public void Definition_Names_AreThoseThatKubectlKnows()
    {
        var spec = ResourceDefinition.Create(typeof(V1Alpha1ProviderSwitch), Descriptions)["spec"]!;

        $"{spec["names"]!["shortNames"]![0]} {spec["names"]!["categories"]![0]} {spec["names"]!["plural"]}".ShouldBe("psw text2llm providerswitches");
        spec["versions"]![0]!["additionalPrinterColumns"]!.AsArray().Select(column => $"{column!["name"]}")
            .ShouldBe(["Provider", "State", "In force", "Until", "Applied", "Age", "Reason"]);
    }

    [Fact]
    public void Schema_EveryField_IsTypedAndDescribed()
    {
        var properties = SchemaOf("spec", withRules: true)["properties"]!.AsObject();

        properties.Select(field => field.Key).ShouldBe(["provider", "state", "streams", "reason", "until"]);
        properties.ShouldAllBe(field => $"{field.Value!["type"]}" == "string" && $"{field.Value!["description"]}".Length > 10);
        properties["streams"]!["enum"]!.ToJsonString().ShouldBe("""["finish","abort"]""");
        $"{properties["streams"]!["default"]}".ShouldBe("finish");
        $"{properties["until"]!["format"]}".ShouldBe("date-time");
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void Schema_Rules_CanBeLeftOutForOldServers(bool withRules)
    {
        var text = SchemaOf("spec", withRules).ToJsonString();

        text.Contains("x-kubernetes-validations", StringComparison.Ordinal).ShouldBe(withRules);
    }

    [Fact]
    public void Schema_Conditions_AreAMapByTheirTypes()
    {
        var conditions = SchemaOf("status", withRules: true)["properties"]!["conditions"]!;

        conditions["x-kubernetes-list-map-keys"]!.ToJsonString().ShouldBe("""["type"]""");
    }

    private static JsonNode SchemaOf(string part, bool withRules) =>
        ResourceDefinition.Create(typeof(V1Alpha1ProviderSwitch), Descriptions, withRules)
            ["spec"]!["versions"]![0]!["schema"]!["openAPIV3Schema"]!["properties"]![part]!;
}
