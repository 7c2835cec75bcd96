using Amazon;
using Amazon.Runtime;
using Amazon.S3;

namespace Text2Llm.Storage.S3;

/// <summary>Makes clients of S3 services that neither try again nor stop by themselves, for the stores do.</summary>
internal static class S3Client
{
    private const string DefaultRegion = "us-east-1";

    public static AmazonS3Client Create(S3Options options)
    {
        var config = new AmazonS3Config
        {
            MaxErrorRetry = 0,
            Timeout = Timeout.InfiniteTimeSpan,
            ForcePathStyle = options.PathStyle ?? options.Endpoint is not null,

            // Services other than Amazon's refuse its newer checksums. What is written carries an MD5, which all of them check.
            RequestChecksumCalculation = RequestChecksumCalculation.WHEN_REQUIRED,
            ResponseChecksumValidation = ResponseChecksumValidation.WHEN_REQUIRED,
        };
        if (options.Endpoint is { } endpoint)
        {
            config.ServiceURL = endpoint.ToString();
            config.AuthenticationRegion = options.Region ?? DefaultRegion;
        }
        else
        {
            config.RegionEndpoint = RegionEndpoint.GetBySystemName(options.Region ?? DefaultRegion);
        }

        AWSCredentials? credentials = (options.AccessKey, options.SecretKey, options.SessionToken) switch
        {
            ({ } access, { } secret, { } token) => new SessionAWSCredentials(access, secret, token),
            ({ } access, { } secret, null) => new BasicAWSCredentials(access, secret),
            _ => null,
        };
        return credentials is null ? new AmazonS3Client(config) : new AmazonS3Client(credentials, config);
    }
}
