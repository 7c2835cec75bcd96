using Microsoft.Extensions.Options;

namespace Text2Llm.Proxy;

/// <summary>Checks at start that every allowed origin is written as browsers send it; any other would never match.</summary>
internal sealed class AllowedOriginsValidator : IValidateOptions<ProxyOptions>
{
    public ValidateOptionsResult Validate(string? name, ProxyOptions options)
    {
        var mistakes = options.AllowedOrigins
            .Where(origin => !Uri.TryCreate(origin, UriKind.Absolute, out var address) || address.GetLeftPart(UriPartial.Authority) != origin)
            .Select(origin => $"Proxy:AllowedOrigins has '{origin}'; an origin is like https://chat.example.org, without a path or a slash at its end.")
            .ToList();
        return mistakes.Count == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(mistakes);
    }
}
