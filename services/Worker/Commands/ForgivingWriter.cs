using System.Text;

namespace Text2Llm.Worker.Commands;

/// <summary>
/// Writes as long as somebody reads. What is said about a run must not decide how it ends: the terminal may be gone, the reader of a
/// pipe too, the stream may be closed from the beginning, or lead to a full disk.
/// </summary>
internal sealed class ForgivingWriter : TextWriter
{
    private readonly TextWriter _inner;

    public ForgivingWriter(Func<TextWriter> open)
        : base(System.Globalization.CultureInfo.InvariantCulture)
    {
        var inner = Null;
        Try(() => inner = open());
        _inner = inner;
    }

    public override Encoding Encoding => _inner.Encoding;

    /// <summary>Puts such writers in the place of standard output and standard error.</summary>
    public static void Install()
    {
        var (output, error) = (new ForgivingWriter(() => Console.Out), new ForgivingWriter(() => Console.Error));
        Console.SetOut(output);
        Console.SetError(error);
    }

    public override void Write(char value) => Try(() => _inner.Write(value));

    public override void Write(char[] buffer, int index, int count) => Try(() => _inner.Write(buffer, index, count));

    public override void Write(string? value) => Try(() => _inner.Write(value));

    public override void WriteLine(string? value) => Try(() => _inner.WriteLine(value));

    public override void Flush() => Try(_inner.Flush);

    private static void Try(Action write)
    {
        try
        {
            write();
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException or ObjectDisposedException)
        {
            // There is nowhere left to tell it.
        }
    }
}
