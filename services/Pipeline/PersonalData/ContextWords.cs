using System.Buffers;
using System.Collections.Frozen;

namespace Text2Llm.Pipeline.PersonalData;

/// <summary>Words that, shortly before a number on the same line, say what it is.</summary>
/// <param name="window">How many characters before the number are looked at.</param>
/// <param name="words">Whole words, in any case.</param>
/// <param name="signs">Words of scripts without spaces, and symbols: found anywhere in the window.</param>
internal sealed class ContextWords(int window, string[] words, params string[] signs)
{
    private readonly FrozenSet<string>.AlternateLookup<ReadOnlySpan<char>> _words =
        words.ToFrozenSet(StringComparer.OrdinalIgnoreCase).GetAlternateLookup<ReadOnlySpan<char>>();

    private readonly SearchValues<string> _signs = SearchValues.Create(signs, StringComparison.Ordinal);

    /// <summary>What makes digits a telephone number.</summary>
    public static ContextWords Phone { get; } = new(
        28,
        [
            "tel", "tels", "telephone", "phone", "phones", "phonenumber", "telno", "ph", "cell", "cellphone",
            "mobile", "mob", "fax", "telefax",
            "whatsapp", "sms", "hotline", "helpline", "landline", "dial", "callback", "msisdn", "telefon", "telefonnummer", "fon",
            "handy", "handynummer", "mobil", "rufnummer", "tél", "téléphone", "telephon", "portable", "teléfono", "telefono", "móvil", "movil", "celular",
            "telefone", "telemóvel", "cellulare", "telefoon", "mobiel",
            "gsm", "kom", "komórka", "тел", "телефон", "मोबाइल", "फोन",
        ],
        "电话", "手机", "联系方式", "拨打", "致电", "電話", "携帯", "전화", "휴대폰", "연락처", "☎", "☏", "✆", "📞", "📱", "📲");

    /// <summary>What makes digits the number of a payment card.</summary>
    public static ContextWords Card { get; } = new(
        32,
        [
            "card", "cards", "cardnumber", "cc", "ccn", "pan", "credit", "debit", "visa", "mastercard", "amex", "maestro", "discover", "diners",
            "jcb", "unionpay", "kreditkarte", "karte", "kartennummer", "carte", "tarjeta", "cartão", "carta", "kaart", "karta",
        ],
        "卡号", "信用卡", "カード", "카드");

    /// <summary>What makes digits a social security number.</summary>
    public static ContextWords Ssn { get; } = new(
        28, ["ssn", "ssns", "ss", "social", "socialsecuritynumber", "itin", "tin", "taxpayer"], "社会安全号");

    /// <summary>What makes four small numbers an address.</summary>
    public static ContextWords Address { get; } = new(
        24,
        [
            "ip", "ips", "ipv", "address", "addresses", "addr", "host", "hosts", "server", "servers", "dns", "nameserver", "resolver", "ping",
            "traceroute", "gateway", "peer", "ssh", "curl", "nslookup", "dig", "ipaddress", "ipaddr", "clientip", "remoteaddr",
        ],
        "地址", "アドレス", "주소");

    /// <summary>What makes four numbers a version, or a place in a document.</summary>
    public static ContextWords Version { get; } = new(
        40,
        [
            "version", "versions", "versión", "versão", "versione", "ver", "vers", "release", "released", "releases", "rev", "revision", "build",
            "builds", "firmware", "fw", "driver", "bios", "upgrade", "upgraded", "update", "updated", "downgrade", "patch", "hotfix", "section", "sections",
            "sect", "sec", "chapter", "clause", "paragraph", "article", "table", "figure", "fig", "appendix", "annex", "oid", "rfc", "sdk", "assembly",
            "assemblyversion", "fileversion", "productversion", "since", "edition", "requires", "package",
        ],
        "§", "版本", "バージョン", "버전");

    /// <summary>Whether one of the words stands before a position.</summary>
    public bool IsBefore(ReadOnlySpan<char> text, int position)
    {
        var from = Math.Max(0, position - window);
        var before = text[from..position];
        if (before.LastIndexOfAny('\n', '\r') is >= 0 and var line)
        {
            before = before[(line + 1)..];
            from += line + 1;
        }

        // A word that the window cuts in half is none.
        var start = 0;
        while (from > 0 && start < before.Length && char.IsLetter(text[from + start - 1]) && char.IsLetter(before[start]))
        {
            start++;
        }

        for (var i = start; i < before.Length; i++)
        {
            start = i;
            while (i < before.Length && (char.IsLetter(before[i]) || char.IsSurrogate(before[i])))
            {
                i++;
            }

            if (i > start && _words.Contains(before[start..i]))
            {
                return true;
            }
        }

        return before.ContainsAny(_signs);
    }
}
