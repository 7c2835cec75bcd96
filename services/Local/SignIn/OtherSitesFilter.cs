namespace Text2Llm.Local.SignIn;

/// <summary>Refuses what another site's page makes a browser post here: this computer's sign-in is for this computer's pages.</summary>
internal static class OtherSitesFilter
{
    public static ValueTask<object?> InvokeAsync(EndpointFilterInvocationContext context, EndpointFilterDelegate next)
    {
        var request = context.HttpContext.Request;
        return HttpMethods.IsPost(request.Method) && request.Headers["Sec-Fetch-Site"] == "cross-site"
            ? throw new SignInException(StatusCodes.Status403Forbidden, "cross_site_request", "Pages of other sites may not sign anybody in here")
            : next(context);
    }
}
