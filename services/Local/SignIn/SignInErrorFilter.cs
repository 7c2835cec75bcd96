using System.Text.Json.Serialization;

namespace Text2Llm.Local.SignIn;

/// <summary>Answers a failed sign-in call in Supabase's form: <c>{"code","error_code","msg"}</c>.</summary>
internal static class SignInErrorFilter
{
    public static async ValueTask<object?> InvokeAsync(EndpointFilterInvocationContext context, EndpointFilterDelegate next)
    {
        try
        {
            return await next(context);
        }
        catch (SignInException failure)
        {
            return TypedResults.Json(new ErrorBody(failure.Status, failure.Code, failure.Message), statusCode: failure.Status);
        }
    }

    private sealed record ErrorBody(int Code, [property: JsonPropertyName("error_code")] string ErrorCode, string Msg);
}
