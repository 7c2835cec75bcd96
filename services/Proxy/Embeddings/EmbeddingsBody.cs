using System.Text.Json;
using Text2Llm.Protos.V1;
using Text2Llm.Proxy.Limits;
using Text2Llm.Proxy.Metering;
using Text2Llm.Proxy.Providers;
using Text2Llm.ServiceDefaults.Errors;

namespace Text2Llm.Proxy.Embeddings;

/// <summary>The body of an OpenAI embeddings request.</summary>
internal sealed class EmbeddingsBody
{
    private readonly JsonElement _root;

    private EmbeddingsBody(JsonElement root, string model, JsonElement input) => (_root, Model, PromptTokens) = (root, model, TokensOf(input));

    /// <summary>The model asked for.</summary>
    public string Model { get; }

    /// <summary>The estimate of the texts, in tokens; those that come as tokens are counted.</summary>
    public long PromptTokens { get; }

    /// <summary>Whether the vectors' length is prescribed.</summary>
    public bool HasDimensions => _root.TryGetProperty("dimensions", out var length) && length.ValueKind != JsonValueKind.Null;

    /// <summary>Whether the vectors are to come as the base64 of their numbers, four bytes each, lowest first.</summary>
    public bool WantsBase64 => _root.TryGetProperty("encoding_format", out var format) && format.ValueEquals("base64");

    /// <summary>Reads what every provider needs; the rest is judged by the provider, or by <see cref="ToRequest"/>.</summary>
    /// <exception cref="CallException">It is no JSON object, or has no model or no input.</exception>
    public static EmbeddingsBody Read(ReadOnlySpan<byte> body) => MalformedBody.Judge(body, static bytes =>
    {
        var root = JsonElement.Parse(bytes);
        if (root.ValueKind != JsonValueKind.Object)
        {
            throw Wrong("The body must be a JSON object with model and input.");
        }

        if (!root.TryGetProperty("model", out var model)
            || model.ValueKind != JsonValueKind.String
            || model.GetString() is not { Length: > 0 } name)
        {
            throw Wrong("model is missing; name the provider's model.", "model");
        }

        return root.TryGetProperty("input", out var input) ? new EmbeddingsBody(root, name, input) : throw Wrong("input is missing; send a text or several.", "input");
    });

    /// <summary>The request in the house's shape; what that cannot say is named to <paramref name="unsupported"/> and left out.</summary>
    /// <exception cref="CallException">A field is not of the kind that it must be.</exception>
    public EmbedRequest ToRequest(UnsupportedFields unsupported) => MalformedBody.Judge([], _ =>
    {
        var request = new EmbedRequest { Model = Model };
        foreach (var member in _root.EnumerateObject().Where(member => member.Value.ValueKind != JsonValueKind.Null))
        {
            switch (member.Name)
            {
                case "model":
                    break;
                case "input":
                    ReadInput(member.Value, request, unsupported);
                    break;
                case "dimensions":
                    request.Dimensions = member.Value.ValueKind == JsonValueKind.Number && member.Value.TryGetInt32(out var length)
                        ? length
                        : throw Wrong("dimensions must be a whole number.", "dimensions");
                    break;
                case "encoding_format" when member.Value.ValueKind == JsonValueKind.String && member.Value.GetString() is "float" or "base64":
                    break;
                case "encoding_format":
                    throw Wrong("encoding_format must be float or base64.", "encoding_format");
                default:
                    unsupported.Add(member.Name);
                    break;
            }
        }

        return request;
    });

    private static long TokensOf(JsonElement input) => input.ValueKind switch
    {
        JsonValueKind.String => TokenEstimate.OfText(input.GetString()),
        JsonValueKind.Array => input.EnumerateArray().Sum(TokensOf),
        _ => 1,
    };

    private static void ReadInput(JsonElement input, EmbedRequest request, UnsupportedFields unsupported)
    {
        switch (input.ValueKind)
        {
            case JsonValueKind.String:
                request.Inputs.Add(input.GetString()!);
                break;
            case JsonValueKind.Array when input.EnumerateArray().All(item => item.ValueKind == JsonValueKind.String):
                request.Inputs.AddRange(input.EnumerateArray().Select(item => item.GetString()!));
                break;
            case JsonValueKind.Array:
                // Tokens mean something to the model alone whose vocabulary they are of.
                unsupported.Add("input");
                break;
            default:
                throw Wrong("input must be a text, or an array of texts.", "input");
        }
    }

    private static CallException Wrong(string message, string? field = null) => new(CallError.Invalid(message) with { Parameter = field });
}
