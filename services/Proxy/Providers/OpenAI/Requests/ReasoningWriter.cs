using System.Text.Json;
using Text2Llm.Protos.V1;

namespace Text2Llm.Proxy.Providers.OpenAI.Requests;

/// <summary>Writes a chat's <see cref="Reasoning"/>, which is set, as a provider takes it; names what the provider cannot honour.</summary>
internal delegate void ReasoningWriter(Utf8JsonWriter json, StreamChatRequest chat, UnsupportedFields unsupported);
