using System.Net;
using Grpc.Net.Client;
using Grpc.Net.Client.Web;
using Text2Llm.Agent.Chats;
using Text2Llm.Protos.V1;
using Text2Llm.Web.Appearance;
using Text2Llm.Web.Browser;
using Text2Llm.Web.Chat;
using Text2Llm.Web.Providers;
using Text2Llm.Web.SignIn;

namespace Text2Llm.Web;

/// <summary>What the page is made of.</summary>
internal static class WebServices
{
    public static IServiceCollection AddInstallation(this IServiceCollection services, Installation installation) => services
        .AddSingleton(installation)
        .AddSingleton(TimeProvider.System);

    public static IServiceCollection AddBrowser(this IServiceCollection services) => services
        .AddScoped<PageScript>()
        .AddScoped<BrowserStorage>()
        .AddScoped<AnimationFrames>()
        .AddScoped<Clipboard>()
        .AddScoped<ChatViewport>()
        .AddScoped<ComposerField>()
        .AddScoped<LeaveGuard>()
        .AddScoped<AppearanceSetting>();

    public static IServiceCollection AddSignIn(this IServiceCollection services) => services
        .AddScoped<HttpClient>()
        .AddScoped<AuthClient>()
        .AddScoped<SessionStore>()
        .AddScoped<Account>();

    public static IServiceCollection AddProviders(this IServiceCollection services) => services
        .AddScoped<ProviderCatalog>()
        .AddScoped<ProviderChoice>();

    public static IServiceCollection AddChat(this IServiceCollection services) => services
        .AddScoped(OpenChannel)
        .AddScoped(provider => new ChatService.ChatServiceClient(provider.GetRequiredService<GrpcChannel>()))
        .AddScoped<AuthorizedCalls>()
        .AddScoped<IChatTransport, GrpcChatTransport>()
        .AddScoped<OpenChat>();

    private static GrpcChannel OpenChannel(IServiceProvider services) => GrpcChannel.ForAddress(
        services.GetRequiredService<Installation>().ProxyUrl,
        new GrpcChannelOptions
        {
            HttpHandler = new GrpcWebHandler(GrpcWebMode.GrpcWeb, new BufferedResponses(new HttpClientHandler())),
            // gRPC-Web asks for nothing newer; a browser makes its own choice in any case.
            HttpVersion = HttpVersion.Version11,
            DisposeHttpClient = true,
        });
}
