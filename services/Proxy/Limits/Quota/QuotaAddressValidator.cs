using Microsoft.Extensions.Options;
using Text2Llm.Ledger.Limits;

namespace Text2Llm.Proxy.Limits.Quota;

/// <summary>
/// Checks who decides on calls. Beside the quota service, limits set here would be kept by nobody, and whoever set them would not notice.
/// </summary>
internal sealed class QuotaAddressValidator(IConfiguration configuration) : IValidateOptions<ProxyOptions>
{
    public ValidateOptionsResult Validate(string? name, ProxyOptions options)
    {
        const string Key = $"{ProxyOptions.Section}:{nameof(ProxyOptions.QuotaAddress)}";
        if (options.QuotaAddress is not { } address)
        {
            return ValidateOptionsResult.Success;
        }

        List<string> mistakes = [];
        if (options.QuotaTokenFile is { Length: > 0 } file && !File.Exists(file))
        {
            mistakes.Add($"{ProxyOptions.Section}:{nameof(ProxyOptions.QuotaTokenFile)} is '{file}', and there is no such file; it must be the pod's projected token.");
        }

        if (!address.IsAbsoluteUri || address.Scheme is not ("http" or "https"))
        {
            mistakes.Add($"{Key} is '{address}'; it must be like http://quota:8081.");
        }

        mistakes.AddRange(configuration.GetSection(QuotaOptions.Section).GetChildren().Select(setting =>
            $"{setting.Path} is set beside {Key}: then the quota service decides, by its own settings. Set it there, or leave {Key} out."));
        return mistakes.Count == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(mistakes);
    }
}
