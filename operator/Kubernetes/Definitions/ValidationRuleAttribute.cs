namespace Text2Llm.Kubernetes.Definitions;

/// <summary>A rule in CEL, on the class or property that it is about. Servers before 1.25 do not know such rules: a controller checks for itself.</summary>
/// <param name="rule">What must hold of <c>self</c>, and of <c>oldSelf</c> before a change.</param>
/// <param name="message">What is said where it does not.</param>
[AttributeUsage(AttributeTargets.Class | AttributeTargets.Property, AllowMultiple = true)]
public sealed class ValidationRuleAttribute(string rule, string message) : Attribute
{
    /// <summary>What must hold.</summary>
    public string Rule => rule;

    /// <summary>What is said where it does not.</summary>
    public string Message => message;
}
