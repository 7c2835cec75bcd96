using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Text2Llm.ServiceDefaults.Startup;

/// <summary>What a deployed service logs unless its configuration says otherwise.</summary>
public static class QuietFrameworks
{
    /// <summary>
    /// Leaves the frameworks' own lines out below warnings: ASP.NET writes four for each request, which cost a third of the time that the
    /// request takes. Section <c>Logging</c> still decides.
    /// </summary>
    public static ILoggingBuilder AddQuietFrameworks(this ILoggingBuilder logging)
    {
        // In front: of two rules for the same category the later one holds.
        logging.Services.Configure<LoggerFilterOptions>(filters =>
            filters.Rules.Insert(0, new LoggerFilterRule(null, "Microsoft.AspNetCore", LogLevel.Warning, null)));
        return logging;
    }
}
