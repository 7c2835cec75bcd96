using Text2Llm.Protos.V1;
using Text2Llm.ServiceDefaults.Errors;

namespace Text2Llm.Proxy.Embeddings;

/// <summary>Checks a request for vectors in the house's shape, and names every mistake at once. The names are those of both surfaces.</summary>
internal static class EmbedRequestValidation
{
    /// <summary>Refuses what no provider could answer.</summary>
    /// <exception cref="CallException">The request has mistakes.</exception>
    public static void Check(EmbedRequest request)
    {
        var mistakes = Mistakes(request).ToList();
        if (mistakes.Count > 0)
        {
            throw new CallException(CallError.Invalid(string.Join(" ", mistakes)));
        }
    }

    private static IEnumerable<string> Mistakes(EmbedRequest request)
    {
        if (request.Model.Length == 0)
        {
            yield return "model is empty; name the provider's model.";
        }

        if (request.Inputs.Count == 0 || request.Inputs.Any(string.IsNullOrEmpty))
        {
            yield return "Send at least one text, and none that is empty.";
        }

        if (request is { HasDimensions: true, Dimensions: < 1 })
        {
            yield return $"dimensions is {request.Dimensions}; it must be at least 1.";
        }
    }
}
