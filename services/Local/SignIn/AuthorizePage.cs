using System.Text.Encodings.Web;

namespace Text2Llm.Local.SignIn;

/// <summary>The page that asks who signs in. Its form posts to the address it came from, so the request's parameters stay as they were.</summary>
internal static class AuthorizePage
{
    public static string Render(string provider, string? mistake)
    {
        var name = provider == "github" ? "GitHub" : "Google";
        var notice = mistake is null ? "" : $"""<p class="mistake" role="alert">{HtmlEncoder.Default.Encode(mistake)}</p>""";
        return $"""
            <!DOCTYPE html>
            <html lang="en">
            <head>
              <meta charset="utf-8">
              <meta name="viewport" content="width=device-width, initial-scale=1">
              <meta name="color-scheme" content="light dark">
              <title>Sign in on this computer · Text2Llm</title>
              <link rel="icon" type="image/svg+xml" href="/favicon.svg">
              <link rel="stylesheet" href="/sign-in.css">
            </head>
            <body>
              <main>
                <h1>Sign in on this computer</h1>
                <p>Here {name} is played by your own computer: nothing leaves it, and no password is asked.</p>
                <form method="post">
                  <label for="email">Continue as</label>
                  <input id="email" name="email" type="email" value="me@localhost" required maxlength="254" autocomplete="email" autofocus>
                  {notice}
                  <button type="submit">Continue</button>
                </form>
              </main>
            </body>
            </html>
            """;
    }
}
