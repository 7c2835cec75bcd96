namespace Text2Llm.Local.SignIn;

/// <summary>
/// A sign-in of the laptop's own, which speaks the part of Supabase Auth's HTTP API that the browser client uses. Anybody at this computer
/// may sign in as anybody: it tells people apart, it does not keep them out. The tokens are as Supabase's (ES256, its claims), so that the
/// proxy and the client run the code that they run against Supabase.
/// </summary>
internal static class SignInExtensions
{
    private const string Prefix = "/auth/v1";

    /// <summary>Adds the sign-in with its store in the data directory.</summary>
    public static WebApplicationBuilder AddSignIn(this WebApplicationBuilder builder, LocalOptions options, Uri issuer)
    {
        var directory = options.DataDirectory.Length > 0
            ? Path.GetFullPath(options.DataDirectory)
            : Path.Combine(Environment.GetFolderPath(Environment.SpecialFolder.LocalApplicationData, Environment.SpecialFolderOption.Create), "text2llm");
        builder.Services.AddSingleton(SignInDatabase.Open(directory));
        builder.Services.AddSingleton(new Issuer(issuer));
        builder.Services.AddSingleton<SigningKey>();
        builder.Services.AddSingleton<AccessTokens>();
        builder.Services.AddSingleton<AuthorizationCodes>();
        builder.Services.AddSingleton<UserStore>();
        builder.Services.AddSingleton<SessionStore>();
        builder.Services.AddSingleton<Sessions>();
        return builder;
    }

    /// <summary>Serves the sign-in under <c>/auth/v1</c>.</summary>
    public static void MapSignIn(this IEndpointRouteBuilder endpoints)
    {
        // Each endpoint that needs a token checks it itself, to answer in Supabase's form.
        var auth = endpoints.MapGroup(Prefix).AllowAnonymous()
            .AddEndpointFilter(SignInErrorFilter.InvokeAsync).AddEndpointFilter(OtherSitesFilter.InvokeAsync).DisableAntiforgery();
        auth.MapPost("/signup", SignUpEndpoint.HandleAsync);
        auth.MapGet("/authorize", AuthorizeEndpoint.ShowPage);
        auth.MapPost("/authorize", AuthorizeEndpoint.Accept);
        auth.MapPost("/token", TokenEndpoint.HandleAsync);
        auth.MapGet("/user", UserEndpoint.HandleAsync);
        auth.MapPost("/logout", LogoutEndpoint.HandleAsync);
        auth.MapGet("/.well-known/jwks.json", (SigningKey key) => TypedResults.Ok(key.PublicKeys));
    }
}
