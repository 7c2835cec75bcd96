using Microsoft.Extensions.Time.Testing;
using Text2Llm.Proxy.Providers;
using Text2Llm.Proxy.Providers.Bedrock;
using Text2Llm.ServiceDefaults.Errors;
using Provider = Text2Llm.Proxy.Providers.Provider;

namespace Text2Llm.Proxy.Tests.Providers.Bedrock;

/// <summary>Where a chat goes at Amazon Bedrock, and with which key.</summary>
public sealed class BedrockRequestTests
{
    private const string Pair = "eu-central-1:AKIDEXAMPLE:secret/key+1";

    private readonly FakeTimeProvider _time = new(new DateTimeOffset(2026, 1, 2, 3, 4, 5, TimeSpan.Zero));

    [Theory]
    [InlineData("amazon.nova-pro-v1:0", "/model/amazon.nova-pro-v1%3A0/converse-stream")]
    [InlineData(
        "arn:aws:bedrock:eu-central-1:123456789012:inference-profile/eu.anthropic.claude-sonnet-4-5-20250929-v1:0",
        "/model/arn%3Aaws%3Abedrock%3Aeu-central-1%3A123456789012%3Ainference-profile%2Feu.anthropic.claude-sonnet-4-5-20250929-v1%3A0/converse-stream")]
    public void Create_Model_IsOnePartOfThePath(string model, string path)
    {
        using var request = Create(model, Pair);

        request.RequestUri!.AbsoluteUri.ShouldBe($"https://bedrock-runtime.eu-central-1.amazonaws.com{path}");
    }

    [Theory]
    [InlineData("..")]
    [InlineData("../../admin")]
    [InlineData("a/../../b")]
    [InlineData("a//b")]
    [InlineData("a/")]
    [InlineData("a?b")]
    [InlineData("a#b")]
    [InlineData("a%2fb")]
    [InlineData("a b")]
    [InlineData("a\n")]
    public void Create_ModelThatLeavesThePath_IsRefused(string model)
    {
        var refused = Should.Throw<CallException>(() => Create(model, Pair));

        (refused.Error.Reason, refused.Error.Parameter).ShouldBe((ErrorReason.InvalidRequest, "model"));
    }

    [Fact]
    public void Create_KeyPair_SignsForTheKeysRegion()
    {
        using var request = Create("amazon.nova-pro-v1:0", Pair);

        var authorization = request.Headers.Authorization!.ToString();
        authorization.ShouldStartWith("AWS4-HMAC-SHA256 Credential=AKIDEXAMPLE/20260102/eu-central-1/bedrock/aws4_request, SignedHeaders=content-type;host;x-amz-date, ");
        authorization.ShouldNotContain("secret/key+1");
        request.Headers.GetValues("X-Amz-Date").ShouldBe(["20260102T030405Z"]);
    }

    [Fact]
    public void Create_AgainLater_SignsAgain()
    {
        using var first = Create("m", Pair);
        _time.Advance(TimeSpan.FromSeconds(20));
        using var second = Create("m", Pair);

        second.Headers.GetValues("X-Amz-Date").ShouldBe(["20260102T030425Z"]);
        second.Headers.Authorization.ShouldNotBe(first.Headers.Authorization);
    }

    [Fact]
    public void Create_SessionToken_IsSent()
    {
        using var request = Create("m", $"{Pair}:session+token==");

        request.Headers.GetValues("X-Amz-Security-Token").ShouldBe(["session+token=="]);
    }

    [Fact]
    public void Create_ApiKey_IsABearer()
    {
        using var request = Create("m", "us-east-1:ABSKexample");

        request.Headers.Authorization!.ToString().ShouldBe("Bearer ABSKexample");
        request.Headers.Contains("X-Amz-Date").ShouldBeFalse();
    }

    [Theory]
    [InlineData("us-east-1:id:")]
    [InlineData("us-east-1:a:b:c:d")]
    [InlineData("us-east-1::secret-part")]
    public void Create_KeyOfAnotherShape_IsRefusedWithoutQuotingIt(string key)
    {
        var refused = Should.Throw<CallException>(() => Create("m", key));

        refused.Error.Reason.ShouldBe(ErrorReason.InvalidRequest);
        refused.Error.Message.ShouldBe(
            "Amazon Bedrock needs the header x-provider-key as region:accessKeyId:secretAccessKey, with :sessionToken after it for a session's keys; "
            + "or as region:apiKey.");
    }

    [Fact]
    public void Create_ListOfModels_GoesToTheOtherHost()
    {
        var provider = Bedrock();
        using var request = new BedrockModels(new(_time)).CreateRequest(provider, ProviderKey.From(Pair, provider));

        request.RequestUri!.AbsoluteUri.ShouldBe("https://bedrock.eu-central-1.amazonaws.com/foundation-models?byOutputModality=TEXT");
        request.Headers.Authorization!.Scheme.ShouldBe("AWS4-HMAC-SHA256");
    }

    [Fact]
    public void Read_ListOfModels_GivesWhatIsKnownOfEach()
    {
        var models = new BedrockModels(new(_time)).Read(
            """{"modelSummaries":[{"modelId":"amazon.nova-pro-v1:0","modelName":"Nova Pro","providerName":"Amazon","outputModalities":["TEXT"]}]}"""u8);

        models.ShouldBe([new Protos.V1.Model { Id = "amazon.nova-pro-v1:0", DisplayName = "Nova Pro", OwnedBy = "Amazon" }]);
        Should.Throw<ProviderFaultException>(() => new BedrockModels(new(_time)).Read("{}"u8));
    }

    [Theory]
    [InlineData("https://bedrock-runtime.{region}.amazonaws.com", "", true)]
    [InlineData("https://bedrock.example.org", "eu-west-1", true)]
    [InlineData("https://bedrock.example.org", "", false)]
    public void Validate_Region_ComesFromTheKeyOrTheConfiguration(string baseUrl, string region, bool isValid)
    {
        var options = new ProvidersOptions { ["b"] = new() { Wire = "bedrock", BaseUrl = baseUrl, Region = region } };

        new BedrockRegionValidator().Validate(null, options).Succeeded.ShouldBe(isValid);
    }

    internal static Provider Bedrock() => new(
        "bedrock",
        new ProviderOptions
        {
            DisplayName = "Amazon Bedrock",
            BaseUrl = "https://bedrock-runtime.{region}.amazonaws.com",
            ModelsBaseUrl = "https://bedrock.{region}.amazonaws.com",
        },
        new ProviderWire("bedrock", new BedrockChat(new(TimeProvider.System))));

    private HttpRequestMessage Create(string model, string key)
    {
        var provider = Bedrock();
        return new BedrockChat(new(_time)).CreateRequest(
            new ChatCall(provider, ProviderKey.From(key, provider), Chats.Of(model, Chats.User("Hi")), IsStreamed: true, new(false)));
    }
}
