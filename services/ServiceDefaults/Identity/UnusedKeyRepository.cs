using System.Collections.Concurrent;
using System.Xml.Linq;
using Microsoft.AspNetCore.DataProtection.Repositories;

namespace Text2Llm.ServiceDefaults.Identity;

/// <summary>
/// Keeps ASP.NET's data-protection keys in memory. Authentication brings them along for cookies, which no service of ours has; without
/// this every service would write key files into its user's home.
/// </summary>
internal sealed class UnusedKeyRepository : IXmlRepository
{
    private readonly ConcurrentQueue<XElement> _elements = new();

    public IReadOnlyCollection<XElement> GetAllElements() => [.. _elements];

    public void StoreElement(XElement element, string friendlyName) => _elements.Enqueue(element);
}
