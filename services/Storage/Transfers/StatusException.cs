using System.Net;

namespace Text2Llm.Storage.Transfers;

/// <summary>A server's answer was no success.</summary>
internal sealed class StatusException(HttpStatusCode status) : Exception($"The server answered {(int)status}.")
{
    public HttpStatusCode Status => status;
}
