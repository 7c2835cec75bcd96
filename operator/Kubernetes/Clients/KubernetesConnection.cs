using System.Security.Cryptography.X509Certificates;
using k8s;

namespace Text2Llm.Kubernetes.Clients;

/// <summary>Makes the one client that a process has of its API server.</summary>
public static class KubernetesConnection
{
    /// <summary>
    /// How long a connection may be silent before it is asked for a sign of life, and again how long that may take: a connection that was
    /// dropped without a word is noticed within twice this time. KubernetesClient's own times are 3 minutes and 30 seconds.
    /// </summary>
    public static readonly TimeSpan Silence = TimeSpan.FromSeconds(3);

    private static readonly TimeSpan ConnectTimeout = TimeSpan.FromSeconds(5);

    /// <summary>Makes a client; its watches, lists and writes share one connection of HTTP/2.</summary>
    /// <param name="configuration">Where the server is and who calls; null for what <c>KUBECONFIG</c>, the pod or the home folder says.</param>
    public static IKubernetes Create(KubernetesClientConfiguration? configuration = null)
    {
        configuration ??= KubernetesClientConfiguration.BuildDefaultConfig();
        configuration.FirstMessageHandlerSetup = handler => SetUp(handler, configuration);
        return new k8s.Kubernetes(configuration);
    }

    private static void SetUp(SocketsHttpHandler handler, KubernetesClientConfiguration configuration)
    {
        handler.KeepAlivePingPolicy = HttpKeepAlivePingPolicy.WithActiveRequests;
        handler.KeepAlivePingDelay = Silence;
        handler.KeepAlivePingTimeout = Silence;
        handler.ConnectTimeout = ConnectTimeout;

        // Watches stand for as long as the process: a connection that has no more room for them is to be given a second beside it.
        handler.EnableMultipleHttp2Connections = true;
        if (configuration is { SkipTlsVerify: false, SslCaCerts: { Count: > 0 } authorities })
        {
            // The client's own check forgives a wrong host name wherever the authority is a private one.
            var policy = new X509ChainPolicy { TrustMode = X509ChainTrustMode.CustomRootTrust, RevocationMode = X509RevocationMode.NoCheck };
            policy.CustomTrustStore.AddRange(authorities);
            handler.SslOptions.RemoteCertificateValidationCallback = null;
            handler.SslOptions.CertificateChainPolicy = policy;
        }
    }
}
