using Text2Llm.ServiceDefaults.Errors;

namespace Text2Llm.Local.WebClient;

/// <summary>The browser client, served from the same origin as everything it calls.</summary>
internal static class WebClientExtensions
{
    // 'wasm-unsafe-eval' lets WebAssembly be compiled, and nothing else be evaluated.
    private const string ContentSecurityPolicy =
        "default-src 'self'; script-src 'self' 'wasm-unsafe-eval'; style-src 'self'; img-src 'self' data:; object-src 'none'; "
        + "base-uri 'self'; form-action 'self'; frame-ancestors 'none'";

    /// <summary>Serves the client's files, and its start page for every address that is nothing else.</summary>
    public static void UseWebClient(this WebApplication app)
    {
        app.Use((context, next) =>
        {
            context.Response.Headers.ContentSecurityPolicy = ContentSecurityPolicy;
            context.Response.Headers.XContentTypeOptions = "nosniff";
            context.Response.Headers["Referrer-Policy"] = "no-referrer";
            return next(context);
        });

        app.MapStaticAssets().AllowAnonymous();
        app.MapFallbackToFile("index.html").AllowAnonymous();

        // Below the interfaces nothing is a page, nor is a file that does not exist: who asks for it is told so.
        app.MapFallback("/v1/{**path}", NotFound).AllowAnonymous();
        app.MapFallback("/auth/{**path}", NotFound).AllowAnonymous();
        app.MapFallback("/{**path:file}", NotFound).AllowAnonymous();
    }

    private static Task NotFound(HttpContext context) => HttpErrors.WriteAsync(
        context.Response, CallError.Invalid("There is no such endpoint here.") with { HttpStatus = StatusCodes.Status404NotFound });
}
