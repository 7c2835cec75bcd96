using System.Net.Http.Headers;
using Microsoft.Extensions.Time.Testing;
using Text2Llm.Proxy.Providers.Bedrock;

namespace Text2Llm.Proxy.Tests.Providers.Bedrock;

/// <summary>Signature Version 4, against the examples that Amazon publishes.</summary>
public sealed class AwsSignatureTests
{
    private const string ExampleSecret = "wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY";

    [Fact]
    public void SigningKey_DocumentedExample_IsDerivedAsDocumented() =>
        Convert.ToHexStringLower(AwsSignature.SigningKey(ExampleSecret, "20150830", "us-east-1", "iam"))
            .ShouldBe("c4afb1cc5771d871763a393e44b703571b55cc28424d1a5e86da6ed3c154a4b9");

    [Fact]
    public void Sign_DocumentedListUsers_IsSignedAsDocumented()
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, "https://iam.amazonaws.com/?Action=ListUsers&Version=2010-05-08")
        {
            Content = new ReadOnlyMemoryContent(default),
        };
        request.Content.Headers.ContentType = MediaTypeHeaderValue.Parse("application/x-www-form-urlencoded; charset=utf-8");

        Sign(request, "iam").ShouldBe(
            "AWS4-HMAC-SHA256 Credential=AKIDEXAMPLE/20150830/us-east-1/iam/aws4_request, SignedHeaders=content-type;host;x-amz-date, "
            + "Signature=5d672d79c15b13162d9279b0855cfba6789a8edb4c82c400e06b5924a6f2b5d7");
    }

    // The names are those of Amazon's suite of examples.
    [Theory]
    [InlineData("GET", "/", "5fa00fa31553b73ebf1942676e86291e8372ff2a2260956d9b8aae1d763fbf31")] // get-vanilla
    [InlineData("POST", "/", "5da7c1a2acd57cee7505fc6676e4e544621c30862966e37dddb68e92efbe5d6b")] // post-vanilla
    [InlineData("GET", "/?Param2=value2&Param1=value1", "b97d918cfa904a5beff61c982a1b6f458b799221646efd99d3219ec94cdf2500")] // query-order-key-case
    public void Sign_ExamplesOfTheSuite_HaveTheirSignatures(string method, string path, string signature)
    {
        using var request = new HttpRequestMessage(new HttpMethod(method), $"https://example.amazonaws.com{path}");

        Sign(request, "service").ShouldEndWith($"SignedHeaders=host;x-amz-date, Signature={signature}");
    }

    // The signatures are those that botocore, Amazon's SDK for Python, makes of the same request.
    [Theory]
    [InlineData(null, "content-type;host;x-amz-date", "089419b47f2cd2dbfc197cec651bdbe425780ff8d3e1670750957de6c27c79de")]
    [InlineData(
        "token+/=", "content-type;host;x-amz-date;x-amz-security-token", "4fbbda46d4485fad572cc0e7fdfe55a9099965fc8a7f404b5396f79457583be3")]
    public void Sign_ModelWithColonsAndSlashes_IsSignedAsBySdk(string? token, string headers, string signature)
    {
        var body = "{\"messages\":[]}"u8.ToArray();
        using var request = new HttpRequestMessage(
            HttpMethod.Post,
            "https://bedrock-runtime.eu-central-1.amazonaws.com/"
            + BedrockModelPath.Of("arn:aws:bedrock:eu-central-1:1:inference-profile/x", "converse-stream"))
        {
            Content = new ReadOnlyMemoryContent(body),
        };
        request.Content.Headers.ContentType = new MediaTypeHeaderValue("application/json");
        var time = new FakeTimeProvider(new DateTimeOffset(2026, 1, 2, 3, 4, 5, TimeSpan.Zero));

        new AwsSignature(time).Sign(request, body, new AwsCredentials("AKIDEXAMPLE", ExampleSecret, token), "eu-central-1", "bedrock");

        request.Headers.Authorization!.ToString().ShouldEndWith($"SignedHeaders={headers}, Signature={signature}");
        request.Headers.TryGetValues("X-Amz-Security-Token", out var tokens);
        tokens.ShouldBe(token is null ? null : [token]);
    }

    private static string Sign(HttpRequestMessage request, string service)
    {
        var time = new FakeTimeProvider(new DateTimeOffset(2015, 8, 30, 12, 36, 0, TimeSpan.Zero));
        new AwsSignature(time).Sign(request, [], new AwsCredentials("AKIDEXAMPLE", ExampleSecret, null), "us-east-1", service);
        return request.Headers.Authorization!.ToString();
    }
}
