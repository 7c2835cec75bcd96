namespace Text2Llm.Proxy.Metering;

/// <summary>What a call is, for those who count calls.</summary>
/// <param name="Provider">The provider's id.</param>
/// <param name="Model">The model, as the caller named it; empty where the call has none.</param>
/// <param name="Route">The surface and the operation, one of <see cref="Routes"/>.</param>
internal sealed record MeteredCall(string Provider, string Model, string Route);
