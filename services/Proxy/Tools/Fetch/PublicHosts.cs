using System.Net;
using System.Net.Sockets;
using Microsoft.Extensions.Options;
using Text2Llm.ServiceDefaults.Errors;

namespace Text2Llm.Proxy.Tools.Fetch;

/// <summary>Finds the addresses of hosts that pages may come from: public ones, and those of the networks that an operator allows.</summary>
internal sealed class PublicHosts(ResolveHost resolve, IOptions<FetchOptions> options)
{
    private static readonly string[] PrivateDomains = ["localhost", "local", "internal", "home.arpa"];

    private readonly List<IPNetwork> _allowed = [.. options.Value.AllowedPrivateNetworks.Select(IPNetwork.Parse)];

    /// <summary>The addresses to connect to. Resolving once more would be another answer, which nobody has checked.</summary>
    /// <exception cref="CallException">One of them is not public; one is enough, for a connection may be made to any.</exception>
    /// <exception cref="SocketException">There is no such host.</exception>
    public async Task<IPAddress[]> ResolveAsync(string host, CancellationToken cancel)
    {
        // The dot that ends a full name is no part of an address, but is taken for one by some resolvers.
        var isAddress = IPAddress.TryParse(host.TrimEnd('.'), out var literal);
        var isPrivateName = !isAddress && IsPrivateName(host.TrimEnd('.'));
        if (isPrivateName && _allowed.Count == 0)
        {
            // Not even the resolver is asked.
            throw FetchErrors.NotPublic();
        }

        IPAddress[] addresses = isAddress ? [literal!] : await resolve(host, cancel);
        if (addresses.Length == 0)
        {
            throw new SocketException((int)SocketError.HostNotFound);
        }

        return addresses.All(address => IsAllowed(address) || (!isPrivateName && PublicAddress.Is(address)))
            ? addresses
            : throw FetchErrors.NotPublic();
    }

    private bool IsAllowed(IPAddress address)
    {
        var plain = address.IsIPv4MappedToIPv6 ? address.MapToIPv4() : address;
        return _allowed.Any(network => network.Contains(plain));
    }

    /// <summary>Whether a name is one that only a network of its own knows: without a dot, or in a domain kept for that.</summary>
    private static bool IsPrivateName(string name) =>
        !name.Contains('.', StringComparison.Ordinal)
        || PrivateDomains.Any(domain => name.EndsWith($".{domain}", StringComparison.OrdinalIgnoreCase));
}
