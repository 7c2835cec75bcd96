using System.Text;
using System.Text.Json;

namespace Text2Llm.Pipeline.Mapping;

/// <summary>A name within the paths of the wanted fields, and the names that may follow it.</summary>
internal sealed class FieldNode(string name)
{
    private readonly byte[] _name = Encoding.UTF8.GetBytes(name);
    private readonly List<FieldNode> _children = [];

    /// <summary>The number of the wanted field that ends here, or -1.</summary>
    public int Slot { get; private set; } = -1;

    public bool HasChildren => _children.Count > 0;

    /// <summary>Adds a field. A name with dots is a path into nested objects, and also a name as it stands.</summary>
    public void Add(string path, int slot)
    {
        Child(path).Slot = slot;
        var node = this;
        foreach (var name in path.Split('.'))
        {
            node = node.Child(name);
        }

        node.Slot = slot;
    }

    /// <summary>The child with the property name at which the reader stands, or null.</summary>
    public FieldNode? Find(in Utf8JsonReader property)
    {
        foreach (var child in _children)
        {
            if (child.IsNamed(property))
            {
                return child;
            }
        }

        return null;
    }

    /// <summary>The child with a property name that stands unescaped, or null.</summary>
    public FieldNode? Find(ReadOnlySpan<byte> property)
    {
        foreach (var child in _children)
        {
            if (property.SequenceEqual(child._name))
            {
                return child;
            }
        }

        return null;
    }

    private bool IsNamed(in Utf8JsonReader property)
    {
        if (!property.ValueIsEscaped)
        {
            return property.ValueSpan.SequenceEqual(_name);
        }

        try
        {
            return property.ValueTextEquals(_name);
        }
        catch (InvalidOperationException)
        {
            return false; // Half of a surrogate pair stands in the name of some other field.
        }
    }

    private FieldNode Child(string name)
    {
        var wanted = Encoding.UTF8.GetBytes(name);
        if (_children.Find(child => child._name.AsSpan().SequenceEqual(wanted)) is { } found)
        {
            return found;
        }

        var child = new FieldNode(name);
        _children.Add(child);
        return child;
    }
}
