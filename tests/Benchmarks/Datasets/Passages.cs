using System.IO.Hashing;
using System.Runtime.InteropServices;

namespace Text2Llm.Benchmarks.Datasets;

/// <summary>Different passages of real text: paragraphs, put together until they are long enough.</summary>
internal static class Passages
{
    private const int Shortest = 200;
    private const int Longest = 4_000;

    /// <summary>The passages of files, each only once, in the order of the files' names.</summary>
    public static List<string> Read(IEnumerable<string> paths)
    {
        var (passages, seen) = (new List<string>(), new HashSet<UInt128>());
        foreach (var path in paths.Order(StringComparer.Ordinal))
        {
            var text = PlainText.Read(path).ReplaceLineEndings("\n");
            if (text.Contains('\0'))
            {
                continue;
            }

            var passage = "";
            foreach (var paragraph in text.Split("\n\n", StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries))
            {
                passage = passage.Length == 0 ? paragraph : $"{passage}\n\n{paragraph}";
                if (passage.Length >= Shortest)
                {
                    if (passage.Length <= Longest && seen.Add(XxHash128.HashToUInt128(MemoryMarshal.AsBytes(passage.AsSpan()))))
                    {
                        passages.Add(passage);
                    }

                    passage = "";
                }
            }
        }

        return passages;
    }
}
