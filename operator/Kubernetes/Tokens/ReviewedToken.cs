namespace Text2Llm.Kubernetes.Tokens;

/// <summary>Who shows a token, as the API server has said.</summary>
/// <param name="User">Their name: of a service account, <c>system:serviceaccount:NAMESPACE:NAME</c>.</param>
/// <param name="Pod">The pod that the token is bound to; null where it is bound to none.</param>
/// <param name="PodUid">That pod's UID.</param>
public sealed record ReviewedToken(string User, string? Pod, string? PodUid)
{
    private const string ServiceAccount = "system:serviceaccount:";

    /// <summary>The namespace and the name of the service account; null where it is somebody else.</summary>
    public (string Namespace, string Name)? Account =>
        User.StartsWith(ServiceAccount, StringComparison.Ordinal) && User[ServiceAccount.Length..].Split(':') is [var space, var name] ? (space, name) : null;
}
