using System.ComponentModel.DataAnnotations;
using System.Reflection;
using Microsoft.Extensions.Options;

namespace Text2Llm.ServiceDefaults.Startup;

/// <summary>Checks a section against the annotations of its record, and names each mistake by its configuration key and value.</summary>
internal sealed class AnnotatedOptionsValidator<TOptions>(string section) : IValidateOptions<TOptions>
    where TOptions : class
{
    public ValidateOptionsResult Validate(string? name, TOptions options)
    {
        var mistakes = typeof(TOptions).GetProperties()
            .SelectMany(property => property.GetCustomAttributes<ValidationAttribute>()
                .Where(rule => !rule.IsValid(property.GetValue(options)))
                .Select(rule => $"{section}:{property.Name} is '{property.GetValue(options)}'; {Expectation(rule)}"))
            .ToList();
        return mistakes.Count == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(mistakes);
    }

    private static string Expectation(ValidationAttribute rule) =>
        rule is RangeAttribute range ? $"it must be from {range.Minimum} to {range.Maximum}." : rule.FormatErrorMessage("it");
}
