using Microsoft.AspNetCore.Connections;
using Microsoft.Extensions.Options;

namespace Text2Llm.ServiceDefaults.Startup;

/// <summary>Runs a service's program so that a mistake of its operator is told as a sentence, not as a stack trace.</summary>
public static class ServiceStart
{
    /// <summary>The exit code for a wrong configuration.</summary>
    public const int WrongConfiguration = 2;

    /// <summary>The exit code for an address that cannot be listened on.</summary>
    public const int AddressUnavailable = 3;

    /// <summary>Runs <paramref name="program"/> to its end.</summary>
    /// <returns>The process's exit code: 0 when it ended in peace.</returns>
    public static async Task<int> RunAsync(string name, Func<Task> program)
    {
        try
        {
            await program();
            return 0;
        }
        catch (Exception wrong) when (Mistakes(wrong) is { Count: > 0 } mistakes)
        {
            await Console.Error.WriteLineAsync($"{name} did not start: its configuration is wrong.");
            foreach (var mistake in mistakes)
            {
                await Console.Error.WriteLineAsync($"  {mistake}");
            }

            return WrongConfiguration;
        }
        catch (IOException taken) when (taken.InnerException is AddressInUseException)
        {
            await Console.Error.WriteLineAsync($"{name} did not start: {taken.Message}");
            return AddressUnavailable;
        }
    }

    /// <summary>The mistakes of a configuration that an exception tells of; none where it tells of something else.</summary>
    private static IReadOnlyList<string> Mistakes(Exception exception) => exception switch
    {
        OptionsValidationException wrong => [.. wrong.Failures],
        AggregateException many when many.InnerExceptions.All(one => one is OptionsValidationException)
            => [.. many.InnerExceptions.SelectMany(Mistakes)],

        // A value that is not of its key's type: the binder's own message names both.
        InvalidOperationException { Source: "Microsoft.Extensions.Configuration.Binder" } unbound => [unbound.Message],
        _ => [],
    };
}
