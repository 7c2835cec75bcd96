namespace Text2Llm.Kubernetes.Hosting;

/// <summary>That the changes of one kind wake the controller of another: made before any cache runs, there is nothing else to it.</summary>
internal sealed record WakeUp;
