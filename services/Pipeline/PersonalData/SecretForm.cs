using System.Buffers;

namespace Text2Llm.Pipeline.PersonalData;

/// <summary>The form of a provider's keys.</summary>
/// <param name="Prefix">What each begins with.</param>
/// <param name="Least">The fewest characters behind it.</param>
/// <param name="Most">The most characters behind it.</param>
/// <param name="Alphabet">The characters behind it.</param>
internal sealed record SecretForm(string Prefix, int Least, int Most, SearchValues<char> Alphabet)
{
    private const string Letters = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789";

    private static readonly SearchValues<char> Upper = SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789");
    private static readonly SearchValues<char> Hex = SearchValues.Create("0123456789abcdef");
    private static readonly SearchValues<char> Word = SearchValues.Create(Letters + "_");
    private static readonly SearchValues<char> Url = SearchValues.Create(Letters + "_-");
    private static readonly SearchValues<char> Dotted = SearchValues.Create(Letters + "_-.");
    private static readonly SearchValues<char> Base64 = SearchValues.Create(Letters + "+/=");
    private static readonly SearchValues<char> Path = SearchValues.Create(Letters + "/");

    /// <summary>All forms; of two that begin alike, the longer beginning comes first.</summary>
    public static IReadOnlyList<SecretForm> All { get; } =
    [
        new("AKIA", 16, 16, Upper), new("ASIA", 16, 16, Upper), // AWS
        new("AIza", 35, 35, Url), new("ya29.", 30, 1024, Dotted), new("GOCSPX-", 28, 28, Url), // Google
        new("github_pat_", 60, 100, Word), new("ghp_", 36, 255, Word), new("gho_", 36, 255, Word), new("ghu_", 36, 255, Word),
        new("ghs_", 36, 255, Word), new("ghr_", 36, 255, Word), // GitHub
        new("glpat-", 20, 64, Url), new("gldt-", 20, 64, Url), new("glrt-", 20, 64, Url), // GitLab
        new("xoxb-", 20, 255, Url), new("xoxp-", 20, 255, Url), new("xoxa-", 20, 255, Url), new("xoxr-", 20, 255, Url), new("xoxs-", 20, 255, Url),
        new("xapp-", 20, 255, Url), new("slack.com/services/", 30, 80, Path), // Slack
        new("sk_live_", 20, 255, Word), new("sk_test_", 20, 255, Word), new("rk_live_", 20, 255, Word), new("rk_test_", 20, 255, Word),
        new("whsec_", 24, 64, Base64), // Stripe
        new("sk-ant-", 24, 255, Url), // Anthropic
        new("sk-proj-", 24, 255, Url), new("sk-svcacct-", 24, 255, Url), new("sk-", 32, 64, Word), // OpenAI, and those that write as it does
        new("npm_", 36, 36, Word), new("pypi-", 50, 255, Url), new("hf_", 30, 64, Word), // npm, PyPI, Hugging Face
        new("SG.", 60, 80, Dotted), // SendGrid
        new("SK", 32, 32, Hex), // Twilio
        new("dop_v1_", 64, 64, Hex), new("shpat_", 32, 32, Hex), new("glsa_", 32, 64, Word), new("hvs.", 24, 255, Url),
        new("eyJ", 40, 8192, Dotted), // a JSON Web Token
    ];

    /// <summary>What all the forms begin with, each beginning that another one begins with left out.</summary>
    public static IEnumerable<string> Anchors { get; } =
        All.Select(form => form.Prefix)
            .Where(prefix => !All.Any(form => form.Prefix.Length < prefix.Length && prefix.StartsWith(form.Prefix, StringComparison.Ordinal)));

    /// <summary>Where the key ends that begins at a position, or -1 when it is none.</summary>
    public int EndAt(ReadOnlySpan<char> text, int start)
    {
        var body = start + Prefix.Length;
        var rest = text[body..Math.Min(text.Length, body + Most + 1)];
        var length = rest.IndexOfAnyExcept(Alphabet);
        var token = rest[..(length < 0 ? rest.Length : length)].TrimEnd('.');
        var end = body + token.Length;
        return token.Length >= Least && token.Length <= Most && !Surroundings.IsWordAt(text, end) && LooksReal(token) ? end : -1;
    }

    private bool LooksReal(ReadOnlySpan<char> token) => Prefix switch
    {
        "eyJ" => token.Count('.') == 2 && token.IndexOf(".eyJ", StringComparison.Ordinal) > 0,
        "SG." => token.Count('.') == 1,
        _ => Entropy.Of(token) > 2.8 && (Alphabet == Upper || token.ContainsAnyInRange('0', '9')) && !token.ContainsAny(AssignedSecret.Placeholders),
    };
}
