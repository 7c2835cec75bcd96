using System.Text.RegularExpressions;
using Text2Llm.ServiceDefaults.Errors;

namespace Text2Llm.Proxy.Providers.Bedrock;

/// <summary>Where a model is called: its id or ARN is a part of the path, which it must not leave.</summary>
internal static partial class BedrockModelPath
{
    /// <summary>The path of an operation on a model, below the base.</summary>
    /// <param name="model">For instance <c>us.amazon.nova-pro-v1:0</c>, or the ARN of an inference profile.</param>
    /// <param name="operation">For instance <c>converse</c>.</param>
    /// <exception cref="CallException">INVALID_REQUEST: that is no model of Bedrock's.</exception>
    public static string Of(string model, string operation) => Model().IsMatch(model)
        ? $"model/{Uri.EscapeDataString(model)}/{operation}"
        : throw new CallException(CallError.Invalid(
            "model is not the id of a Bedrock model nor an ARN: those have letters, digits, '-', '_', '.', ':' and '/', and no part of dots alone.") with
        {
            Parameter = "model",
        });

    [GeneratedRegex(@"\A(?!.*(?:\A|/)\.*(?:/|\z))[A-Za-z0-9._:/-]{1,2048}\z", RegexOptions.CultureInvariant)]
    private static partial Regex Model();
}
