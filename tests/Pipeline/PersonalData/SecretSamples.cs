namespace Text2Llm.Pipeline.Tests.PersonalData;

/// <summary>Keys of the forms that providers give out, drawn anew from a fixed seed: none is, or ever was, anybody's.</summary>
internal static class SecretSamples
{
    private const string Upper = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";
    private const string Letters = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789";
    private const string Hex = "0123456789abcdef";

    // What stands around a key: {0} is the key.
    private static readonly string[] Contexts =
    [
        "The key is «secret:{0}», do not share it.", "KEY=«secret:{0}»", "client = Client(\"«secret:{0}»\")", "- value: «secret:{0}»",
        "curl -H 'X-Key: «secret:{0}»' https://api.example.com/v1", "{{\"k\": \"«secret:{0}»\"}}",
    ];

    // What stands around something that only its name tells from a hash.
    private static readonly string[] Assignments =
    [
        "api_key = \"«secret:{0}»\"", "  \"clientSecret\": \"«secret:{0}»\",", "export AUTH_TOKEN=«secret:{0}»", "apiKey: '«secret:{0}»'",
        "Authorization: Bearer «secret:{0}»", "config['access_key'] = '«secret:{0}»'", "DB_PASSWORD=\"«secret:{0}»\"", "?access_token=«secret:{0}»&page=2",
    ];

    public static IEnumerable<LabelledText> All
    {
        get
        {
            var random = new Random(20_231_105);
            string Draw(string alphabet, int length) => new(random.GetItems<char>(alphabet, length));
            for (var i = 0; i < 6; i++)
            {
                string[] keys =
                [
                    "AKIA" + Draw(Upper, 16), "ASIA" + Draw(Upper, 16), "AIza" + Draw(Letters, 35), "ghp_" + Draw(Letters, 36), "gho_" + Draw(Letters, 36),
                    "github_pat_" + Draw(Letters, 22) + "_" + Draw(Letters, 59), "glpat-" + Draw(Letters, 20),
                    "xoxb-" + Draw("0123456789", 12) + "-" + Draw("0123456789", 12) + "-" + Draw(Letters, 24), "sk_live_" + Draw(Letters, 24),
                    "rk_test_" + Draw(Letters, 24), "sk-" + Draw(Letters, 48), "sk-proj-" + Draw(Letters, 64), "sk-ant-api03-" + Draw(Letters, 93) + "AA",
                    "npm_" + Draw(Letters, 36), "pypi-AgEIcHlwaS5vcmc" + Draw(Letters, 120), "SG." + Draw(Letters, 22) + "." + Draw(Letters, 43),
                    "SK" + Draw(Hex, 32), "hf_" + Draw(Letters, 34), "GOCSPX-" + Draw(Letters, 28), "dop_v1_" + Draw(Hex, 64),
                    "eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiI" + Draw(Letters, 40) + "." + Draw(Letters, 43), "ya29." + Draw(Letters, 60),
                    "slack.com/services/T" + Draw(Upper, 8) + "/B" + Draw(Upper, 8) + "/" + Draw(Letters, 24),
                ];
                foreach (var key in keys)
                {
                    yield return LabelledText.Parse(string.Format(null, Contexts[random.Next(Contexts.Length)], key));
                }

                foreach (var assignment in Assignments)
                {
                    yield return LabelledText.Parse(string.Format(null, assignment, Draw(Letters, 32)));
                    yield return LabelledText.Parse(string.Format(null, assignment, Draw(Hex, 40)));
                }

                yield return LabelledText.Parse("conn: DefaultEndpointsProtocol=https;AccountKey=«secret:" + Draw(Letters, 86) + "==»;EndpointSuffix=x");
                yield return LabelledText.Parse($"postgres://app:«secret:{Draw(Letters, 14)}»@db.example.com:5432/app");
                foreach (var kind in new[] { "RSA PRIVATE KEY", "PRIVATE KEY", "OPENSSH PRIVATE KEY", "PGP PRIVATE KEY BLOCK" })
                {
                    var end = i % 2 == 0 ? "\n" : "\\n";
                    var body = string.Join(end, Enumerable.Range(0, 8).Select(_ => Draw(Letters, 64)));
                    yield return LabelledText.Parse($"key:{end}«secret:-----BEGIN {kind}-----{end}{body}{end}-----END {kind}-----»{end}after");
                }

                // As long, as random, and no secrets: hashes, ids, identifiers, public keys.
                foreach (var text in new[]
                {
                    $"sha256:{Draw(Hex, 64)}", $"\"integrity\": \"sha512-{Draw(Letters, 86)}==\"", $"commit {Draw(Hex, 40)}", $"id-{Draw(Letters, 24)}",
                    $"data:image/png;base64,{Draw(Letters, 120)}", $"ssh-rsa AAAAB3NzaC1yc2E{Draw(Letters, 200)} me", $"session_{Draw(Letters, 20)}.log",
                    $"-----BEGIN PUBLIC KEY-----\n{Draw(Letters, 64)}\n-----END PUBLIC KEY-----", $"public_token_hash = {Draw(Hex, 16)}",
                    $"hash = \"{Draw(Hex, 64)}\"", $"etag: \"{Draw(Hex, 32)}\"", $"https://cdn.example.com/assets/{Draw(Hex, 20)}.js",
                })
                {
                    yield return LabelledText.Parse(text);
                }
            }
        }
    }
}
