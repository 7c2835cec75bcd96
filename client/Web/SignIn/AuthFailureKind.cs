namespace Text2Llm.Web.SignIn;

/// <summary>What a failure of the auth API means for a session.</summary>
internal enum AuthFailureKind
{
    /// <summary>It said no; asking again will not help.</summary>
    Refused,

    /// <summary>It could not be reached, or not now.</summary>
    Unavailable,
}
