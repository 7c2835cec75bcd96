using System.Globalization;

namespace Text2Llm.LanguageModel.Measuring;

/// <summary>How often guesses are right, by their confidence.</summary>
internal sealed class Reliability
{
    private static readonly float[] Bounds = [0.2f, 0.35f, 0.5f, 0.65f, 0.8f, 0.9f, 0.95f, 1.01f];
    private readonly (int Right, int All)[] _counts = new (int, int)[Bounds.Length];

    public void Add(float confidence, bool right)
    {
        ref var count = ref _counts[Array.FindIndex(Bounds, bound => confidence < bound)];
        count = (count.Right + (right ? 1 : 0), count.All + 1);
    }

    public void Print()
    {
        Console.WriteLine("| confidence below | guesses | right |");
        for (var i = 0; i < Bounds.Length; i++)
        {
            var (right, all) = _counts[i];
            Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"| {Math.Min(1, Bounds[i])} | {all} | {100.0 * right / Math.Max(1, all):f1} |"));
        }
    }
}
