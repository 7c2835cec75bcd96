using System.Text;
using Text2Llm.Pipeline.Jobs;

namespace Text2Llm.Pipeline.PersonalData;

/// <summary>
/// Puts fixed placeholders in the place of what is found, and counts it. An instance serves one thread.
/// </summary>
internal sealed class PersonalDataMask
{
    private readonly PersonalDataFinder _finder = new();
    private readonly PersonalDataRule?[] _rules = new PersonalDataRule?[Enum.GetValues<PersonalDataKind>().Length];
    private readonly List<Finding> _found = [];
    private readonly StringBuilder _masked = new();

    public PersonalDataMask(PersonalDataSpec spec)
    {
        _rules[(int)PersonalDataKind.Secret] = spec.Secret;
        _rules[(int)PersonalDataKind.Iban] = spec.Iban;
        _rules[(int)PersonalDataKind.Card] = spec.Card;
        _rules[(int)PersonalDataKind.Ssn] = spec.Ssn;
        _rules[(int)PersonalDataKind.Ip] = spec.Ip;
        _rules[(int)PersonalDataKind.Email] = spec.Email;
        _rules[(int)PersonalDataKind.Phone] = spec.Phone;
    }

    /// <summary>How much was found of each kind since the last <see cref="Reset"/>, by the kind's number.</summary>
    public int[] Found { get; } = new int[Enum.GetValues<PersonalDataKind>().Length];

    /// <summary>The first kind found since the last <see cref="Reset"/> for which records are dropped, or null.</summary>
    public PersonalDataKind? Dropped { get; private set; }

    /// <summary>Begins another record.</summary>
    public void Reset()
    {
        Array.Clear(Found);
        Dropped = null;
    }

    /// <summary>Whether a text holds anything of any kind; nothing is counted.</summary>
    public bool Finds(string text)
    {
        _found.Clear();
        _finder.Find(text, _found);
        return _found.Count > 0;
    }

    /// <summary>The text with its placeholders; the same object when there is nothing to mask.</summary>
    public string Mask(string text) => Mask(text, 0);

    /// <summary>
    /// The part of a text from a position on, with its placeholders. What stands before only says what the part is: the name of a field
    /// before its value.
    /// </summary>
    public string Mask(string text, int from)
    {
        _found.Clear();
        _finder.Find(text, _found);
        _found.RemoveAll(finding => _rules[(int)finding.Kind] is null || finding.Start < from);
        Overlaps.Merge(_found, _rules);
        var copied = from;
        foreach (var finding in _found)
        {
            Found[(int)finding.Kind]++;
            var rule = _rules[(int)finding.Kind];
            Dropped ??= rule == PersonalDataRule.Drop ? finding.Kind : null;
            if (rule == PersonalDataRule.Mask)
            {
                _masked.Append(text, copied, finding.Start - copied).Append(Placeholder(finding.Kind));
                copied = finding.End;
            }
        }

        if (copied == from)
        {
            return from == 0 ? text : text[from..];
        }

        var masked = _masked.Append(text, copied, text.Length - copied).ToString();
        _masked.Clear();
        return masked;
    }

    private static string Placeholder(PersonalDataKind kind) => kind switch
    {
        PersonalDataKind.Secret => "<SECRET>",
        PersonalDataKind.Iban => "<IBAN>",
        PersonalDataKind.Card => "<CARD>",
        PersonalDataKind.Ssn => "<SSN>",
        PersonalDataKind.Ip => "<IP>",
        PersonalDataKind.Email => "<EMAIL>",
        _ => "<PHONE>",
    };
}
