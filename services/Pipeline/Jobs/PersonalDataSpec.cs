using System.ComponentModel.DataAnnotations;

namespace Text2Llm.Pipeline.Jobs;

/// <summary>What is done with personal data and secrets, kind by kind. A kind that is left out is not looked for.</summary>
public sealed record PersonalDataSpec
{
    /// <summary>E-mail addresses.</summary>
    public PersonalDataRule? Email { get; init; }

    /// <summary>Telephone numbers, international (E.164) and national.</summary>
    public PersonalDataRule? Phone { get; init; }

    /// <summary>Public IPv4 and IPv6 addresses.</summary>
    public PersonalDataRule? Ip { get; init; }

    /// <summary>Numbers of payment cards, by their check digit (Luhn).</summary>
    public PersonalDataRule? Card { get; init; }

    /// <summary>International bank account numbers, by their check digits (ISO 13616).</summary>
    public PersonalDataRule? Iban { get; init; }

    /// <summary>Social security numbers of the United States.</summary>
    public PersonalDataRule? Ssn { get; init; }

    /// <summary>API keys, tokens and private keys.</summary>
    public PersonalDataRule? Secret { get; init; }

    /// <summary>Records in which more than so many were found are dropped; left out, none is for that.</summary>
    [Range(0, int.MaxValue)]
    public int? MaxPerRecord { get; init; }
}
