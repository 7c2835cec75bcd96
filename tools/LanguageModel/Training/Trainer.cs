using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using Text2Llm.Pipeline.Languages;
using Model = Text2Llm.Pipeline.Languages.LanguageModel;

namespace Text2Llm.LanguageModel.Training;

/// <summary>Multinomial logistic regression over the rows of n-grams, by AdaGrad, one sample at a time and so the same on every run.</summary>
internal sealed class Trainer(int classes)
{
    private const float Rate = 0.3f;

    private readonly float[] _weights = new float[NGrams.Rows * Model.MaxLanguages];
    private readonly float[] _squares = new float[NGrams.Rows * Model.MaxLanguages];
    private readonly ushort[] _rows = new ushort[(Pipeline.Languages.LanguageIdentifier.WindowLength + 1) * NGrams.MostPerUnit];
    private readonly int[] _scripts = new int[Letters.ScriptLanguages.Count];
    private readonly float[] _logits = new float[Model.MaxLanguages];

    /// <summary>The weights, row by row, <see cref="Model.MaxLanguages"/> each.</summary>
    public ReadOnlySpan<float> Weights => _weights;

    /// <summary>Learns from a sample; gives its loss, in nats.</summary>
    public float Learn(int expected, string text)
    {
        var count = NGrams.Collect(text, _rows, _scripts).Count;
        if (count == 0)
        {
            return 0;
        }

        var norm = 1 / MathF.Sqrt(count);
        Array.Clear(_logits);
        foreach (var row in _rows.AsSpan(0, count))
        {
            Add(row, norm);
        }

        var probabilities = _logits.AsSpan(0, classes);
        Model.SoftMax(probabilities);
        var loss = -MathF.Log(Math.Max(1e-9f, probabilities[expected]));
        probabilities[expected] -= 1;
        for (var i = 0; i < classes; i++)
        {
            probabilities[i] *= norm;
        }

        foreach (var row in _rows.AsSpan(0, count))
        {
            Descend(row);
        }

        return loss;
    }

    private void Add(int row, float norm)
    {
        ref var weights = ref MemoryMarshal.GetArrayDataReference(_weights);
        ref var logits = ref MemoryMarshal.GetArrayDataReference(_logits);
        for (nuint i = 0; i < Model.MaxLanguages; i += (nuint)Vector256<float>.Count)
        {
            var sum = Vector256.LoadUnsafe(ref logits, i) + (Vector256.LoadUnsafe(ref weights, ((nuint)row * Model.MaxLanguages) + i) * norm);
            sum.StoreUnsafe(ref logits, i);
        }
    }

    private void Descend(int row)
    {
        ref var weights = ref MemoryMarshal.GetArrayDataReference(_weights);
        ref var squares = ref MemoryMarshal.GetArrayDataReference(_squares);
        ref var gradient = ref MemoryMarshal.GetArrayDataReference(_logits);
        for (nuint i = 0; i < Model.MaxLanguages; i += (nuint)Vector256<float>.Count)
        {
            var at = ((nuint)row * Model.MaxLanguages) + i;
            var slope = Vector256.LoadUnsafe(ref gradient, i);
            var square = Vector256.LoadUnsafe(ref squares, at) + (slope * slope);
            square.StoreUnsafe(ref squares, at);
            var step = slope * Rate / (Vector256.Sqrt(square) + Vector256.Create(1e-4f));
            (Vector256.LoadUnsafe(ref weights, at) - step).StoreUnsafe(ref weights, at);
        }
    }
}
