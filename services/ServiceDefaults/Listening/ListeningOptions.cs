using System.Net;

namespace Text2Llm.ServiceDefaults.Listening;

/// <summary>Where a service listens: configuration section <c>Listen</c>.</summary>
public sealed record ListeningOptions
{
    /// <summary>The section's name.</summary>
    public const string Section = "Listen";

    /// <summary>The address to listen on. Loopback unless said otherwise; <c>0.0.0.0</c> or <c>::</c> in a container.</summary>
    public string Address { get; init; } = IPAddress.Loopback.ToString();

    /// <summary>The port of a service for the outside: HTTP/1.1 and HTTP/2 without TLS, which ends before. 0 lets the system choose.</summary>
    public int PublicPort { get; init; } = 8080;

    /// <summary>The port of a service for other services: gRPC over HTTP/2 without TLS. 0 lets the system choose.</summary>
    public int InternalPort { get; init; } = 8081;

    /// <summary>
    /// The port of whoever runs the service: <c>/metrics</c>, <c>/health/live</c> and <c>/health/ready</c> over HTTP/1.1. 0 lets the system
    /// choose, -1 opens none.
    /// </summary>
    public int MetricsPort { get; init; } = 9090;

    internal IPEndPoint PublicEndPoint => new(IPAddress.Parse(Address), PublicPort);

    internal IPEndPoint InternalEndPoint => new(IPAddress.Parse(Address), InternalPort);

    internal IPEndPoint? MetricsEndPoint => MetricsPort < 0 ? null : new(IPAddress.Parse(Address), MetricsPort);
}
