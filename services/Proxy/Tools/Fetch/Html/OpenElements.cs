namespace Text2Llm.Proxy.Tools.Fetch.Html;

/// <summary>
/// The elements that are open at a place of a page, outermost first. Of a page that nests without end only the outer ones are known; the
/// inner ones are counted, so that their ends are not taken for those of others.
/// </summary>
internal sealed class OpenElements(Action<OpenElement> closed)
{
    private const int Deepest = 256;

    private readonly List<OpenElement> _open = [];
    private int _deeper;

    /// <summary>The innermost element of these kinds, or null.</summary>
    public OpenElement? Innermost(params ReadOnlySpan<ElementKind> kinds)
    {
        for (var index = _open.Count - 1; index >= 0; index--)
        {
            if (kinds.Contains(_open[index].Kind))
            {
                return _open[index];
            }
        }

        return null;
    }

    /// <summary>Opens an element; false where it is too deep to be known.</summary>
    public bool Push(OpenElement element)
    {
        if (_open.Count == Deepest)
        {
            _deeper++;
            return false;
        }

        _open.Add(element);
        return true;
    }

    /// <summary>Closes the innermost element of this name and all within it; nothing where none is open.</summary>
    public void Close(string name)
    {
        if (_deeper > 0)
        {
            _deeper--;
            return;
        }

        var index = _open.FindLastIndex(element => element.Name == name);
        if (index >= 0)
        {
            CloseFrom(index);
        }
    }

    /// <summary>Closes all that is open within an element.</summary>
    public void CloseWithin(OpenElement outer) => CloseFrom(_open.LastIndexOf(outer) + 1);

    /// <summary>Closes all.</summary>
    public void CloseAll() => CloseFrom(0);

    private void CloseFrom(int index)
    {
        _deeper = 0;
        while (_open.Count > index)
        {
            var element = _open[^1];
            _open.RemoveAt(_open.Count - 1);
            closed(element);
        }
    }
}
