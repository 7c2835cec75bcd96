using Text2Llm.Proxy.Providers;

namespace Text2Llm.Proxy.Metering;

/// <summary>What a call is, for those who count calls.</summary>
/// <param name="Provider">The provider.</param>
/// <param name="Model">The model, as the caller named it.</param>
/// <param name="Route">The surface and the operation.</param>
/// <param name="IsStreamed">Whether the answer is to come as a stream.</param>
internal sealed record MeteredCall(Provider Provider, string Model, CallRoute Route, bool IsStreamed);
