using System.Net;
using Microsoft.Extensions.Options;

namespace Text2Llm.ServiceDefaults.Listening;

/// <summary>Checks the section <c>Listen</c> at start and names every mistake.</summary>
internal sealed class ListeningOptionsValidator : IValidateOptions<ListeningOptions>
{
    public ValidateOptionsResult Validate(string? name, ListeningOptions options)
    {
        List<string> mistakes = [];
        if (!IPAddress.TryParse(options.Address, out _))
        {
            mistakes.Add($"Listen:Address is '{options.Address}'; it must be an IP address such as 127.0.0.1, 0.0.0.0 or ::.");
        }

        CheckPort(nameof(options.PublicPort), options.PublicPort);
        CheckPort(nameof(options.InternalPort), options.InternalPort);
        if (options.MetricsPort is < -1 or > IPEndPoint.MaxPort)
        {
            mistakes.Add($"Listen:MetricsPort is {options.MetricsPort}; it must be from 0 (the system chooses) to {IPEndPoint.MaxPort}, or -1 (none).");
        }

        return mistakes.Count == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(mistakes);

        void CheckPort(string key, int port)
        {
            if (port is < IPEndPoint.MinPort or > IPEndPoint.MaxPort)
            {
                mistakes.Add($"Listen:{key} is {port}; it must be from 0 (the system chooses) to {IPEndPoint.MaxPort}.");
            }
        }
    }
}
