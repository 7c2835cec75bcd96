using System.Net;
using System.Net.Sockets;

namespace Text2Llm.Worker.Tests;

public sealed class IsolationCommandTests : IDisposable
{
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly string _open;
    private readonly string _closed;

    public IsolationCommandTests()
    {
        _listener.Start();
        _open = $"{_listener.LocalEndpoint}";
        using var gone = new TcpListener(IPAddress.Loopback, 0);
        gone.Start();
        _closed = $"{gone.LocalEndpoint}";
    }

    public void Dispose() => _listener.Dispose();

    [Fact]
    public async Task Isolation_AsItIsToBe_IsOk()
    {
        var result = await Text2LlmProcess.RunAsync("isolation", "--reachable", _open, "--unreachable", _closed);

        result.ExitCode.ShouldBe(0, result.Error);
        result.Output.ShouldBe($"ok: {_open} is in reach\nok: {_closed} is out of reach\n");
    }

    [Fact]
    public async Task Isolation_ThatIsNotHeld_FailsAndSaysWhere()
    {
        var result = await Text2LlmProcess.RunAsync("isolation", "--within", "0", "--reachable", _closed, "--unreachable", _open);

        result.ExitCode.ShouldBe(1);
        result.Output.ShouldBe($"FAILED: {_closed} is out of reach\nFAILED: {_open} is in reach\n");
        result.Error.ShouldContain("NetworkPolicies");
    }

    [Fact]
    public async Task Isolation_OfNoAddress_IsAMistake()
    {
        var result = await Text2LlmProcess.RunAsync("isolation", "--reachable", "somewhere");

        result.ExitCode.ShouldBe(2);
        result.Error.ShouldBe("text2llm: 'somewhere' is to be HOST:PORT\n");
    }
}
