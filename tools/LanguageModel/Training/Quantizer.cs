using System.Globalization;
using Text2Llm.LanguageModel.Corpus;
using Text2Llm.Pipeline.Languages;
using Model = Text2Llm.Pipeline.Languages.LanguageModel;

namespace Text2Llm.LanguageModel.Training;

/// <summary>Makes weights of one byte, and finds the scale by which probabilities are as often right as they say, on text held back.</summary>
internal static class Quantizer
{
    private const int Samples = 40_000;

    // The largest weights of so few rows are cut, so that the others have more steps.
    private const double Kept = 0.9999;

    public static void Write(Stream file, IReadOnlyList<string> classes, ReadOnlySpan<float> weights, Sampler heldOut)
    {
        var sizes = new float[weights.Length];
        for (var i = 0; i < sizes.Length; i++)
        {
            sizes[i] = Math.Abs(weights[i]);
        }

        Array.Sort(sizes);
        var step = sizes[(int)(Kept * (sizes.Length - 1))] / sbyte.MaxValue;
        var small = new sbyte[NGrams.Rows * classes.Count];
        for (var row = 0; row < NGrams.Rows; row++)
        {
            for (var i = 0; i < classes.Count; i++)
            {
                var weight = MathF.Round(weights[(row * Model.MaxLanguages) + i] / step);
                small[(row * classes.Count) + i] = (sbyte)Math.Clamp(weight, -sbyte.MaxValue, sbyte.MaxValue);
            }
        }

        var languages = classes.Select(Locales.Code639).ToList();
        var temperature = Temperature(languages, step, small, heldOut);
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"step {step:g4}, scale of probabilities {temperature:f2}"));
        Model.Write(file, languages, step * temperature, small);
    }

    // The factor of the logits with the least loss, by parting an interval.
    private static float Temperature(List<string> languages, float step, sbyte[] small, Sampler heldOut)
    {
        using var packed = new MemoryStream();
        Model.Write(packed, languages, step, small);
        packed.Position = 0;
        var samples = Logarithms(Model.Read(packed), heldOut);
        var (low, high) = (0.2f, 3f);
        while (high - low > 0.01f)
        {
            var third = (high - low) / 3;
            (low, high) = Loss(samples, low + third) < Loss(samples, high - third) ? (low, high - third) : (low + third, high);
        }

        return (low + high) / 2;
    }

    // Of each sample: its class, and the logarithms of its probabilities.
    private static List<(int Class, float[] Logarithms)> Logarithms(Model model, Sampler heldOut)
    {
        var rows = new ushort[(LanguageIdentifier.WindowLength + 1) * NGrams.MostPerUnit];
        var scripts = new int[Letters.ScriptLanguages.Count];
        var samples = new List<(int, float[])>();
        while (samples.Count < Samples)
        {
            var (expected, text) = heldOut.Next();
            var count = NGrams.Collect(text, rows, scripts).Count;
            if (count > 0)
            {
                var probabilities = new float[model.Languages.Count];
                model.Score(rows.AsSpan(0, count), probabilities);
                samples.Add((expected, Array.ConvertAll(probabilities, probability => MathF.Log(Math.Max(1e-30f, probability)))));
            }
        }

        return samples;
    }

    private static double Loss(List<(int Class, float[] Logarithms)> samples, float factor)
    {
        var loss = 0.0;
        foreach (var (expected, logarithms) in samples)
        {
            var probabilities = Array.ConvertAll(logarithms, logarithm => logarithm * factor);
            Model.SoftMax(probabilities);
            loss -= Math.Log(Math.Max(1e-9, probabilities[expected]));
        }

        return loss;
    }
}
