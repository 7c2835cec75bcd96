using Google.Protobuf;
using Google.Protobuf.WellKnownTypes;
using Grpc.Core;

namespace Text2Llm.Web.Chat;

/// <summary>
/// What this page needs of a google.rpc.Status in a call's trailers: the reason of its ErrorInfo, the delay of its RetryInfo.
/// Read field by field, as the messages' own types would bring every error detail there is into the download.
/// </summary>
/// <param name="Reason">The reason, in upper snake case.</param>
/// <param name="RetryAfter">How long to wait before trying again.</param>
internal sealed record StatusDetails(string? Reason, TimeSpan? RetryAfter)
{
    private const string Trailer = "grpc-status-details-bin";
    private const int StatusDetailsField = 3;
    private const int ErrorInfoReasonField = 1;
    private const int RetryInfoDelayField = 1;

    /// <summary>Reads a call's trailers; null where they say nothing that can be read.</summary>
    public static StatusDetails? From(Metadata trailers)
    {
        if (trailers.GetValueBytes(Trailer) is not { } bytes)
        {
            return null;
        }

        try
        {
            var details = new StatusDetails(null, null);
            foreach (var field in Fields(bytes, StatusDetailsField))
            {
                details = details.With(Any.Parser.ParseFrom(field));
            }

            return details;
        }
        catch (InvalidProtocolBufferException)
        {
            return null;
        }
    }

    private StatusDetails With(Any detail) => Any.GetTypeName(detail.TypeUrl) switch
    {
        "google.rpc.ErrorInfo" when Fields(detail.Value, ErrorInfoReasonField).FirstOrDefault() is { } reason =>
            this with { Reason = reason.ToStringUtf8() },
        "google.rpc.RetryInfo" when Fields(detail.Value, RetryInfoDelayField).FirstOrDefault() is { } delay =>
            this with { RetryAfter = Duration.Parser.ParseFrom(delay).ToTimeSpan() },
        _ => this,
    };

    private static List<ByteString> Fields(ByteString message, int number) => Fields(message.ToByteArray(), number);

    // The values of one length-delimited field of a message.
    private static List<ByteString> Fields(byte[] message, int number)
    {
        var values = new List<ByteString>();
        var input = new CodedInputStream(message);
        for (var tag = input.ReadTag(); tag != 0; tag = input.ReadTag())
        {
            if (tag == WireFormat.MakeTag(number, WireFormat.WireType.LengthDelimited))
            {
                values.Add(input.ReadBytes());
            }
            else
            {
                input.SkipLastField();
            }
        }

        return values;
    }
}
