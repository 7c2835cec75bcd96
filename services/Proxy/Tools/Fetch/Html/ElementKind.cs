using System.Collections.Frozen;

namespace Text2Llm.Proxy.Tools.Fetch.Html;

/// <summary>What an element means for the text.</summary>
internal enum ElementKind
{
    /// <summary>Nothing: its text flows on.</summary>
    Inline,

    /// <summary>Its text stands in lines of its own.</summary>
    Block,

    /// <summary>A block that others may hang on: it is remembered while it is open.</summary>
    Container,

    /// <summary>The page's main content.</summary>
    Main,

    /// <summary>A piece of content that stands for itself.</summary>
    Article,

    /// <summary>Nothing of it is content: navigation, controls, pictures, programs.</summary>
    Left,

    Heading,
    BulletList,
    NumberedList,
    Quote,
    Preformatted,
    Code,
    Link,
    Table,
}

/// <summary>Tells elements' kinds by their names.</summary>
internal static class ElementKinds
{
    private static readonly FrozenDictionary<string, ElementKind> ByName = new (ElementKind Kind, string Names)[]
    {
        (ElementKind.Block, "p dt dd figcaption address summary legend caption option"),
        (ElementKind.Container, "div section header hgroup figure fieldset details center form dl"),
        (ElementKind.Main, "main"),
        (ElementKind.Article, "article"),
        (ElementKind.Left, "noscript template svg math object canvas audio video nav footer aside dialog menu select button datalist map"),
        (ElementKind.Heading, "h1 h2 h3 h4 h5 h6"),
        (ElementKind.BulletList, "ul"),
        (ElementKind.NumberedList, "ol"),
        (ElementKind.Quote, "blockquote"),
        (ElementKind.Preformatted, "pre"),
        (ElementKind.Code, "code"),
        (ElementKind.Link, "a"),
        (ElementKind.Table, "table"),
    }.SelectMany(entry => entry.Names.Split(' ').Select(name => KeyValuePair.Create(name, entry.Kind))).ToFrozenDictionary();

    /// <summary>The kind of an element; in line where it is none that is listed.</summary>
    public static ElementKind Of(string name) => ByName.GetValueOrDefault(name, ElementKind.Inline);
}
