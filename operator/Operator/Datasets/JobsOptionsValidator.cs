using Microsoft.Extensions.Options;

namespace Text2Llm.Operator.Datasets;

/// <summary>Checks at start what worker pods are placed by.</summary>
internal sealed class JobsOptionsValidator : IValidateOptions<JobsOptions>
{
    private static readonly string?[] Operators = [null, "Equal", "Exists"];
    private static readonly string?[] Effects = [null, "NoSchedule", "PreferNoSchedule", "NoExecute"];

    public ValidateOptionsResult Validate(string? name, JobsOptions options)
    {
        List<string> mistakes = [];
        mistakes.AddRange(options.NodeSelector.Where(label => label.IndexOf('=', StringComparison.Ordinal) < 1).Select(label =>
            $"Jobs:NodeSelector has '{label}'; it must be LABEL=VALUE, such as kubernetes.io/arch=amd64."));
        mistakes.AddRange(options.NodeSelector.GroupBy(label => label.Split('=')[0]).Where(same => same.Count() > 1).Select(same =>
            $"Jobs:NodeSelector names {same.Key} more than once."));
        foreach (var toleration in options.Tolerations)
        {
            if (!Operators.Contains(toleration.Operator))
            {
                mistakes.Add($"Jobs:Tolerations has the operator '{toleration.Operator}'; it must be Equal or Exists.");
            }

            if (!Effects.Contains(toleration.Effect))
            {
                mistakes.Add($"Jobs:Tolerations has the effect '{toleration.Effect}'; it must be NoSchedule, PreferNoSchedule or NoExecute.");
            }
        }

        return mistakes.Count == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(mistakes);
    }
}
