using System.Security.Cryptography;
using System.Text;
using System.Text.RegularExpressions;

namespace Text2Llm.Proxy.Providers.Mistral;

/// <summary>
/// Ids of tool calls as Mistral insists on them: nine letters and digits. A conversation that began with another provider has longer ones.
/// </summary>
internal static partial class MistralToolCallId
{
    private const int Length = 9;
    private const string Alphabet = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";

    /// <summary>The id itself where Mistral takes it; otherwise one made of it, always the same.</summary>
    public static string From(string id)
    {
        if (Own().IsMatch(id))
        {
            return id;
        }

        var hash = SHA256.HashData(Encoding.UTF8.GetBytes(id));
        return string.Create(Length, hash, (letters, bytes) =>
        {
            for (var index = 0; index < letters.Length; index++)
            {
                letters[index] = Alphabet[bytes[index] % Alphabet.Length];
            }
        });
    }

    [GeneratedRegex(@"^[a-zA-Z0-9]{9}\z")]
    private static partial Regex Own();
}
