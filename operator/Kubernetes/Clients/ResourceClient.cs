using System.Net;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using k8s;
using k8s.Models;

namespace Text2Llm.Kubernetes.Clients;

/// <summary>Reads and writes the objects of one kind, of ours or of Kubernetes' own, over the client that the process has.</summary>
/// <typeparam name="T">A type that carries <see cref="KubernetesEntityAttribute"/>.</typeparam>
public sealed class ResourceClient<T>(IKubernetes kubernetes)
    where T : class, IKubernetesObject<V1ObjectMeta>
{
    /// <summary>How many objects a page of a list holds: few enough that the memory to read one, which is kept for the next, is small.</summary>
    public const int PageSize = 100;

    private const string Json = "application/json";
    private const string MergePatch = "application/merge-patch+json";
    private const string ApplyPatch = "application/apply-patch+yaml";

    // Watches have a time limit of their own.
    private static readonly TimeSpan CallTimeout = TimeSpan.FromSeconds(30);

    /// <summary>What the API server calls the type.</summary>
    public ResourceKind Kind { get; } = ResourceKind.Of<T>();

    /// <summary>Reads an object; null where there is none.</summary>
    public async Task<T?> FindAsync(ObjectKey key, CancellationToken cancellationToken)
    {
        try
        {
            return await SendAsync(HttpMethod.Get, Kind.Path(key), null, Json, cancellationToken);
        }
        catch (KubernetesApiException missing) when (missing.IsNotFound)
        {
            return null;
        }
    }

    /// <summary>Reads one page of a list.</summary>
    /// <param name="scope">Which objects.</param>
    /// <param name="continuation">What the page before gave; empty for the first.</param>
    /// <param name="cancellationToken">Ends the reading.</param>
    /// <exception cref="KubernetesApiException">For instance because the rest of the list is no longer known.</exception>
    public Task<ResourcePage<T>> ListAsync(ResourceScope scope, string continuation, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(scope);
        var query = $"?limit={PageSize}{scope.Query}{(continuation.Length == 0 ? "" : $"&continue={Uri.EscapeDataString(continuation)}")}";
        return LimitAsync($"list {Kind.Plural}", async limit =>
        {
            using var response = await RequestAsync(HttpMethod.Get, Kind.Path(scope.Namespace) + query, null, Json, limit);
            using var document = await JsonDocument.ParseAsync(await response.Content.ReadAsStreamAsync(limit), default, limit);
            return ResourcePage<T>.Read(document.RootElement, Kind);
        }, cancellationToken);
    }

    /// <summary>Opens a watch: what follows a version, line by line, until the server ends it.</summary>
    /// <param name="scope">Which objects.</param>
    /// <param name="resourceVersion">The version of the list or event before.</param>
    /// <param name="length">After how long the server is to end it.</param>
    /// <param name="cancellationToken">Ends it.</param>
    /// <exception cref="KubernetesApiException">The server refuses.</exception>
    internal Task<WatchStream> WatchAsync(
        ResourceScope scope, string resourceVersion, TimeSpan length, CancellationToken cancellationToken)
    {
        var query = $"?watch=1&allowWatchBookmarks=true&timeoutSeconds={(int)length.TotalSeconds}"
            + $"&resourceVersion={Uri.EscapeDataString(resourceVersion)}{scope.Query}";
        return LimitAsync(
            $"watch {Kind.Plural}",
            async limit => new WatchStream(
                await RequestAsync(HttpMethod.Get, Kind.Path(scope.Namespace) + query, null, Json, limit), $"watch {Kind.Plural}"),
            cancellationToken);
    }

    /// <summary>Makes an object.</summary>
    public Task<T> CreateAsync(T resource, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(resource);
        return SendAsync(
            HttpMethod.Post, Kind.Path(resource.Metadata.NamespaceProperty ?? ""), Serialize(resource), Json, cancellationToken);
    }

    /// <summary>Replaces an object; where it has a <c>resourceVersion</c>, only while it is still of that version.</summary>
    /// <exception cref="KubernetesApiException">For instance a conflict.</exception>
    public Task<T> ReplaceAsync(T resource, CancellationToken cancellationToken) =>
        SendAsync(HttpMethod.Put, Kind.Path(ObjectKey.Of(resource)), Serialize(resource), Json, cancellationToken);

    /// <summary>Changes the fields that a JSON merge patch names.</summary>
    public Task<T> PatchAsync(ObjectKey key, string patch, CancellationToken cancellationToken) =>
        SendAsync(HttpMethod.Patch, Kind.Path(key), patch, MergePatch, cancellationToken);

    /// <summary>
    /// Server-side apply: the fields of the object become those of <paramref name="fieldManager"/>, whoever had them; fields that it applied
    /// before and does not any more go. It can be repeated: nothing changes the second time.
    /// </summary>
    public Task<T> ApplyAsync(T resource, string fieldManager, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(resource);
        return SendAsync(
            HttpMethod.Patch, Kind.Path(ObjectKey.Of(resource)) + Manager(fieldManager), Serialize(resource), ApplyPatch, cancellationToken);
    }

    /// <summary>The same for the object's status alone.</summary>
    /// <param name="key">Which object.</param>
    /// <param name="status">The whole of the status that is <paramref name="fieldManager"/>'s.</param>
    /// <param name="fieldManager">Who says so.</param>
    /// <param name="resourceVersion">Where given, only while the object is of this version.</param>
    /// <param name="cancellationToken">Ends the call.</param>
    /// <exception cref="KubernetesApiException">For instance a conflict.</exception>
    public Task<T> ApplyStatusAsync(
        ObjectKey key, object status, string fieldManager, string? resourceVersion, CancellationToken cancellationToken)
    {
        var body = KubernetesJson.Serialize(new
        {
            apiVersion = Kind.ApiVersion,
            kind = Kind.Kind,
            metadata = new { name = key.Name, @namespace = key.Namespace.Length == 0 ? null : key.Namespace, resourceVersion },
            status,
        });
        return SendAsync(HttpMethod.Patch, $"{Kind.Path(key)}/status{Manager(fieldManager)}", body, ApplyPatch, cancellationToken);
    }

    /// <summary>Deletes an object, and what it owns in the background; nothing happens where there is none.</summary>
    /// <param name="key">Which.</param>
    /// <param name="cancellationToken">Ends the call.</param>
    /// <param name="uid">Where given, only the object that has this id, and no later one of the same name.</param>
    public async Task DeleteAsync(ObjectKey key, CancellationToken cancellationToken, string? uid = null)
    {
        var options = KubernetesJson.Serialize(new V1DeleteOptions
        {
            PropagationPolicy = "Background",
            Preconditions = uid is null ? null : new V1Preconditions { Uid = uid },
        });
        try
        {
            await LimitAsync($"delete {key}", async limit =>
            {
                using var response = await RequestAsync(HttpMethod.Delete, Kind.Path(key), options, Json, limit);
                return true;
            }, cancellationToken);
        }
        catch (KubernetesApiException gone) when (gone.IsNotFound || (uid is not null && gone.IsConflict))
        {
            // It is what was wanted.
        }
    }

    private static string Manager(string name) => $"?fieldManager={Uri.EscapeDataString(name)}&force=true";

    private string Serialize(T resource)
    {
        (resource.ApiVersion, resource.Kind) = (Kind.ApiVersion, Kind.Kind);
        return KubernetesJson.Serialize(resource);
    }

    private Task<T> SendAsync(HttpMethod method, string path, string? body, string contentType, CancellationToken cancellationToken) =>
        LimitAsync($"{method} {path.Split('?')[0]}", async limit =>
        {
            using var response = await RequestAsync(method, path, body, contentType, limit);
            return KubernetesJson.Deserialize<T>(await response.Content.ReadAsStreamAsync(limit));
        }, cancellationToken);

    private async Task<HttpResponseMessage> RequestAsync(
        HttpMethod method, string path, string? body, string contentType, CancellationToken cancellationToken)
    {
        var response = await SendOnceOrAgainAsync(method, path, body, contentType, cancellationToken);
        if (response.IsSuccessStatusCode)
        {
            return response;
        }

        using (response)
        {
            var said = await response.Content.ReadAsStringAsync(cancellationToken);
            throw new KubernetesApiException(response.StatusCode, StatusOf(said), $"{method} {path.Split('?')[0]}");
        }
    }

    /// <summary>Sends again, at once, what may be done twice when the connection broke off: the server may be well, and was only left.</summary>
    private async Task<HttpResponseMessage> SendOnceOrAgainAsync(
        HttpMethod method, string path, string? body, string contentType, CancellationToken cancellationToken)
    {
        try
        {
            return await SendOnceAsync(method, path, body, contentType, cancellationToken);
        }
        catch (HttpRequestException) when (method != HttpMethod.Post)
        {
            return await SendOnceAsync(method, path, body, contentType, cancellationToken);
        }
    }

    private async Task<HttpResponseMessage> SendOnceAsync(
        HttpMethod method, string path, string? body, string contentType, CancellationToken cancellationToken)
    {
        var client = (k8s.Kubernetes)kubernetes;
        using var request = new HttpRequestMessage(method, new Uri(client.BaseUri, path)) { Version = HttpVersion.Version20 };
        if (body is not null)
        {
            request.Content = new StringContent(body, Encoding.UTF8, new MediaTypeHeaderValue(contentType));
        }

        if (client.Credentials is { } credentials)
        {
            await credentials.ProcessHttpRequestAsync(request, cancellationToken);
        }

        return await client.HttpClient.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, cancellationToken);
    }

    private static async Task<TResult> LimitAsync<TResult>(
        string what, Func<CancellationToken, Task<TResult>> call, CancellationToken cancellationToken)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        limit.CancelAfter(CallTimeout);
        try
        {
            return await call(limit.Token);
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            throw new TimeoutException($"{what}: the API server did not answer within {CallTimeout.TotalSeconds:0} s.");
        }
    }

    private static V1Status? StatusOf(string said)
    {
        try
        {
            return KubernetesJson.Deserialize<V1Status>(said);
        }
        catch (JsonException)
        {
            return null;
        }
    }
}
