using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace Text2Llm.ServiceDefaults.Startup;

/// <summary>Configuration that is read once and checked before anything starts.</summary>
public static class ConfigurationChecks
{
    /// <summary>Binds a record to a section; its annotations, and every other validator of it, are checked at start.</summary>
    public static IServiceCollection AddCheckedOptions<TOptions>(this IServiceCollection services, string section)
        where TOptions : class
    {
        services.AddOptions<TOptions>().BindConfiguration(section).ValidateOnStart();
        services.AddSingleton<IValidateOptions<TOptions>>(new AnnotatedOptionsValidator<TOptions>(section));
        return services;
    }

    /// <summary>
    /// Checks every section now. The host would do so only after it has made its services, of which the first to meet a mistake would
    /// hide the others.
    /// </summary>
    /// <exception cref="OptionsValidationException">One section is wrong.</exception>
    /// <exception cref="AggregateException">Several are.</exception>
    public static void CheckConfiguration(this WebApplication app) => app.Services.GetRequiredService<IStartupValidator>().Validate();
}
