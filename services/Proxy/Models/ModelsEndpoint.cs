using System.Text.Json;
using Text2Llm.Protos.V1;

namespace Text2Llm.Proxy.Models;

/// <summary><c>GET /v1/proxy/models</c>: the models of the named provider in OpenAI's form, with what else is known of them.</summary>
internal sealed class ModelsEndpoint(ModelList models)
{
    public async Task HandleAsync(HttpContext context)
    {
        var list = await models.GetAsync(context, context.RequestAborted);
        context.Response.ContentType = "application/json";
        context.Response.Headers.CacheControl = "no-store";
        await using var json = new Utf8JsonWriter(context.Response.BodyWriter);
        json.WriteStartObject();
        json.WriteString("object", "list");
        json.WriteStartArray("data");
        foreach (var model in list)
        {
            Write(json, model);
        }

        json.WriteEndArray();
        json.WriteEndObject();
        await json.FlushAsync(context.RequestAborted);
    }

    /// <summary>What the provider does not tell is left out.</summary>
    private static void Write(Utf8JsonWriter json, Model model)
    {
        json.WriteStartObject();
        json.WriteString("id", model.Id);
        json.WriteString("object", "model");
        if (model.CreatedAt is { } created)
        {
            json.WriteNumber("created", created.Seconds);
        }

        WriteText(json, "owned_by", model.OwnedBy);
        WriteText(json, "display_name", model.DisplayName);
        if (model.HasContextTokens)
        {
            json.WriteNumber("context_tokens", model.ContextTokens);
        }

        if (model.HasMaxOutputTokens)
        {
            json.WriteNumber("max_output_tokens", model.MaxOutputTokens);
        }

        json.WriteEndObject();
    }

    private static void WriteText(Utf8JsonWriter json, string name, string text)
    {
        if (text.Length > 0)
        {
            json.WriteString(name, text);
        }
    }
}
