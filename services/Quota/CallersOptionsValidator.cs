using System.Net;
using System.Text.RegularExpressions;
using Microsoft.Extensions.Options;
using Text2Llm.ServiceDefaults.Listening;

namespace Text2Llm.Quota;

/// <summary>Checks the section <c>Callers</c> at start: what listens to other machines is to know who calls.</summary>
internal sealed partial class CallersOptionsValidator(IConfiguration configuration) : IValidateOptions<CallersOptions>
{
    public ValidateOptionsResult Validate(string? name, CallersOptions options)
    {
        List<string> mistakes = [.. options.Accounts.Where(account => !AccountName().IsMatch(account)).Select(account =>
            $"Callers:Accounts has '{account}'; it must be NAMESPACE:SERVICEACCOUNT, such as text2llm:text2llm-proxy.")];
        if (options is { Accounts.Count: 0, Anyone: false }
            && IPAddress.TryParse(configuration[$"{ListeningOptions.Section}:{nameof(ListeningOptions.Address)}"], out var address)
            && !IPAddress.IsLoopback(address))
        {
            mistakes.Add(
                $"Callers:Accounts names nobody, and Listen:Address is {address}: whoever reaches it could count in anybody's name. "
                + "Name the proxies' service accounts, or set Callers:Anyone to true where the network lets nobody else reach it.");
        }

        if (options is { Accounts.Count: > 0, Anyone: true })
        {
            mistakes.Add("Callers:Anyone is true, and Callers:Accounts names some; leave one of them out.");
        }

        return mistakes.Count == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(mistakes);
    }

    [GeneratedRegex("^[a-z0-9-]+:[a-z0-9.-]+$")]
    private static partial Regex AccountName();
}
