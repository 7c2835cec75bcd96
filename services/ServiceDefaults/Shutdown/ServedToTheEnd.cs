namespace Text2Llm.ServiceDefaults.Shutdown;

/// <summary>Marks an endpoint that answers while the service stops, and that nobody waits for then: health.</summary>
internal sealed class ServedToTheEnd;
