using System.Collections.Frozen;

namespace Text2Llm.Pipeline.Cleaning;

/// <summary>The named character references of HTML 4, and those of HTML 5 that texts use.</summary>
internal static class HtmlEntityNames
{
    /// <summary>The longest name.</summary>
    public const int Longest = 8;

    // Of U+00A0 to U+00FF, in order.
    private const string Latin =
        "nbsp iexcl cent pound curren yen brvbar sect uml copy ordf laquo not shy reg macr deg plusmn sup2 sup3 acute micro para middot cedil "
        + "sup1 ordm raquo frac14 frac12 frac34 iquest Agrave Aacute Acirc Atilde Auml Aring AElig Ccedil Egrave Eacute Ecirc Euml Igrave Iacute "
        + "Icirc Iuml ETH Ntilde Ograve Oacute Ocirc Otilde Ouml times Oslash Ugrave Uacute Ucirc Uuml Yacute THORN szlig agrave aacute acirc "
        + "atilde auml aring aelig ccedil egrave eacute ecirc euml igrave iacute icirc iuml eth ntilde ograve oacute ocirc otilde ouml divide "
        + "oslash ugrave uacute ucirc uuml yacute thorn yuml";

    // Of U+0391 to U+03C9, in order; a dash where there is none.
    private const string Greek =
        "Alpha Beta Gamma Delta Epsilon Zeta Eta Theta Iota Kappa Lambda Mu Nu Xi Omicron Pi Rho - Sigma Tau Upsilon Phi Chi Psi Omega - - - - "
        + "- - - alpha beta gamma delta epsilon zeta eta theta iota kappa lambda mu nu xi omicron pi rho sigmaf sigma tau upsilon phi chi psi omega";

    private const string Others =
        "amp=& lt=< gt=> quot=\" apos=' OElig=Œ oelig=œ Scaron=Š scaron=š Yuml=Ÿ fnof=ƒ circ=ˆ tilde=˜ thetasym=ϑ upsih=ϒ piv=ϖ "
        + "ensp=\u2002 emsp=\u2003 thinsp=\u2009 zwnj=\u200C zwj=\u200D lrm=\u200E rlm=\u200F ndash=– mdash=— lsquo=‘ rsquo=’ sbquo=‚ ldquo=“ "
        + "rdquo=” bdquo=„ dagger=† Dagger=‡ bull=• hellip=… permil=‰ prime=′ Prime=″ lsaquo=‹ rsaquo=› oline=‾ frasl=⁄ euro=€ image=ℑ weierp=℘ "
        + "real=ℜ trade=™ alefsym=ℵ larr=← uarr=↑ rarr=→ darr=↓ harr=↔ crarr=↵ lArr=⇐ uArr=⇑ rArr=⇒ dArr=⇓ hArr=⇔ forall=∀ part=∂ exist=∃ "
        + "empty=∅ nabla=∇ isin=∈ notin=∉ ni=∋ prod=∏ sum=∑ minus=− lowast=∗ radic=√ prop=∝ infin=∞ ang=∠ and=∧ or=∨ cap=∩ cup=∪ int=∫ there4=∴ "
        + "sim=∼ cong=≅ asymp=≈ ne=≠ equiv=≡ le=≤ ge=≥ sub=⊂ sup=⊃ nsub=⊄ sube=⊆ supe=⊇ oplus=⊕ otimes=⊗ perp=⊥ sdot=⋅ lceil=⌈ rceil=⌉ lfloor=⌊ "
        + "rfloor=⌋ lang=⟨ rang=⟩ loz=◊ spades=♠ clubs=♣ hearts=♥ diams=♦ hyphen=‐ check=✓ star=☆ num=# excl=! dollar=$ percnt=% "
        + "lpar=( rpar=) ast=* plus=+ comma=, period=. sol=/ colon=: semi=; equals== quest=? commat=@ lsqb=[ lbrack=[ bsol=\\ rsqb=] rbrack=] "
        + "lowbar=_ grave=` lcub={ lbrace={ verbar=| vert=| rcub=} rbrace=} Tab=\t NewLine=\n";

    private static readonly FrozenDictionary<string, char>.AlternateLookup<ReadOnlySpan<char>> Names =
        All().ToFrozenDictionary(StringComparer.Ordinal).GetAlternateLookup<ReadOnlySpan<char>>();

    /// <summary>Finds what a name stands for.</summary>
    public static bool TryGet(ReadOnlySpan<char> name, out char character) => Names.TryGetValue(name, out character);

    private static IEnumerable<KeyValuePair<string, char>> All() => Row(Latin, 0xA0).Concat(Row(Greek, 0x391))
        .Concat(Others.Split(' ').Select(pair => KeyValuePair.Create(pair[..^2], pair[^1])));

    private static IEnumerable<KeyValuePair<string, char>> Row(string names, int first) => names.Split(' ')
        .Select((name, index) => KeyValuePair.Create(name, (char)(first + index)))
        .Where(pair => pair.Key != "-");
}
