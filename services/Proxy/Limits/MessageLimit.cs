using System.Buffers;
using System.Buffers.Binary;
using System.IO.Pipelines;
using Grpc.AspNetCore.Server;
using Microsoft.Extensions.Options;
using Text2Llm.ServiceDefaults.Errors;

namespace Text2Llm.Proxy.Limits;

/// <summary>
/// Refuses a gRPC message that announces itself as larger than a request may be, before it is read. gRPC would refuse it too, but without the
/// product's reason. Calls send one message each, so the first is looked at.
/// </summary>
internal sealed class MessageLimit(RequestDelegate next, IOptions<ProxyOptions> options)
{
    // Whether it is compressed, which none is here, and its length.
    private const int PrefixBytes = 1 + sizeof(uint);

    public async Task InvokeAsync(HttpContext context)
    {
        var isGrpc = context.GetEndpoint()?.Metadata.GetMetadata<GrpcMethodMetadata>() is not null;
        if (isGrpc && await AnnouncedAsync(context.Request.BodyReader, context.RequestAborted) > options.Value.MaxRequestBytes)
        {
            throw new CallException(CallError.TooLarge(options.Value.MaxRequestBytes));
        }

        await next(context);
    }

    /// <summary>The length that the message says it has; 0 where the body ends before that. Leaves the body unread.</summary>
    private static async Task<uint> AnnouncedAsync(PipeReader body, CancellationToken cancel)
    {
        while (true)
        {
            var read = await body.ReadAsync(cancel);
            var length = read.Buffer.Length < PrefixBytes ? (uint?)null : LengthIn(read.Buffer);
            if (length is not null || read.IsCompleted)
            {
                body.AdvanceTo(read.Buffer.Start);
                return length ?? 0;
            }

            body.AdvanceTo(read.Buffer.Start, read.Buffer.End);
        }
    }

    private static uint LengthIn(ReadOnlySequence<byte> message)
    {
        Span<byte> prefix = stackalloc byte[PrefixBytes];
        message.Slice(0, PrefixBytes).CopyTo(prefix);
        return BinaryPrimitives.ReadUInt32BigEndian(prefix[1..]);
    }
}
