using System.Net;

namespace Text2Llm.Proxy.Tools.Fetch;

/// <summary>Asks the machine's resolver for a host name's addresses.</summary>
internal delegate Task<IPAddress[]> ResolveHost(string host, CancellationToken cancel);
