using System.CommandLine;
using Text2Llm.Storage;
using Text2Llm.Storage.S3;
using Text2Llm.Storage.Transfers;

namespace Text2Llm.Worker.Commands;

/// <summary>Which S3 service is meant; for every command. Credentials come from the environment, a profile or a role, never from an argument.</summary>
internal static class StoreOptions
{
    private static readonly Option<string?> Endpoint = new("--s3-endpoint")
    {
        Description = "The address of an S3 service other than Amazon's; else that of AWS_ENDPOINT_URL_S3.",
        HelpName = "URL",
        Recursive = true,
    };

    private static readonly Option<bool?> PathStyle = new("--s3-path-style")
    {
        Description = "Whether buckets stand in the path of addresses rather than in the host's name; true where an endpoint is given.",
        HelpName = "true|false",
        Recursive = true,
    };

    /// <summary>Adds the options to all commands of a root.</summary>
    public static void AddTo(RootCommand root)
    {
        Endpoint.Validators.Add(result =>
        {
            try
            {
                S3Options.EndpointOf(result.Tokens.SingleOrDefault()?.Value ?? "", "--s3-endpoint");
            }
            catch (FormatException exception)
            {
                result.AddError(exception.Message);
            }
        });
        root.Options.Add(Endpoint);
        root.Options.Add(PathStyle);
    }

    /// <summary>What is wrong with what the environment says, or null.</summary>
    public static string? Mistake()
    {
        try
        {
            _ = S3Options.FromEnvironment();
            return null;
        }
        catch (FormatException exception)
        {
            return exception.Message;
        }
    }

    /// <summary>Opens stores as the arguments and the environment say.</summary>
    public static Stores Open(ParseResult result)
    {
        var options = result.GetValue(Endpoint) is { } endpoint
            ? S3Options.FromEnvironment(S3Options.EndpointOf(endpoint, "--s3-endpoint"))
            : S3Options.FromEnvironment();
        return new Stores(options with { PathStyle = result.GetValue(PathStyle) }, new TransferOptions(), TimeProvider.System);
    }
}
