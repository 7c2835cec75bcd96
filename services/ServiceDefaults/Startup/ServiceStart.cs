using System.Net.Sockets;
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
    /// <param name="name">What the program is called.</param>
    /// <param name="program">The program.</param>
    /// <param name="errors">Where mistakes are told; standard error unless said otherwise.</param>
    /// <returns>The process's exit code: 0 when it ended in peace.</returns>
    public static async Task<int> RunAsync(string name, Func<Task> program, TextWriter? errors = null)
    {
        errors ??= Console.Error;
        try
        {
            await program();
            return 0;
        }
        catch (Exception wrong) when (Mistakes(wrong) is { Count: > 0 } mistakes)
        {
            await errors.WriteLineAsync($"{name} did not start: its configuration is wrong.");
            foreach (var mistake in mistakes)
            {
                await errors.WriteLineAsync($"  {mistake}");
            }

            return WrongConfiguration;
        }
        catch (Exception taken) when (taken is SocketException or IOException { InnerException: AddressInUseException })
        {
            await errors.WriteLineAsync($"{name} did not start: its address cannot be listened on. {taken.Message}");
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
