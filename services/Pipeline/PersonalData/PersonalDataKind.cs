namespace Text2Llm.Pipeline.PersonalData;

/// <summary>What is looked for. Of two kinds that claim the same characters with equal right, the earlier one here wins.</summary>
internal enum PersonalDataKind : byte
{
    /// <summary>An API key, a token, a password in a URL, a private key.</summary>
    Secret,

    /// <summary>An international bank account number.</summary>
    Iban,

    /// <summary>The number of a payment card.</summary>
    Card,

    /// <summary>A social security number of the United States.</summary>
    Ssn,

    /// <summary>A public IPv4 or IPv6 address.</summary>
    Ip,

    /// <summary>An e-mail address.</summary>
    Email,

    /// <summary>A telephone number.</summary>
    Phone,
}
