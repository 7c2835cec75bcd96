using System.IO.Pipelines;
using Grpc.AspNetCore.Server;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.Extensions.Options;
using Text2Llm.ServiceDefaults.Errors;

namespace Text2Llm.Proxy.Limits;

/// <summary>
/// Reads a gRPC message up to the limit of a request, and no further. gRPC would refuse a larger one too, but without the product's reason.
/// </summary>
internal sealed class MessageLimit(RequestDelegate next, IOptions<ProxyOptions> options)
{
    public Task InvokeAsync(HttpContext context)
    {
        if (context.GetEndpoint()?.Metadata.GetMetadata<GrpcMethodMetadata>() is not null)
        {
            context.Features.Set<IRequestBodyPipeFeature>(new LimitedBodyFeature(context.Request.BodyReader, options.Value.MaxRequestBytes));
        }

        return next(context);
    }

    private sealed class LimitedBodyFeature(PipeReader body, int limit) : IRequestBodyPipeFeature
    {
        public PipeReader Reader { get; } = new LimitedReader(body, limit);
    }

    /// <summary>Every call sends one message, which stays in the reader until it is whole: so what is in there is its size so far.</summary>
    private sealed class LimitedReader(PipeReader inner, int limit) : PipeReader
    {
        // Before the message: whether it is compressed, and its length.
        private const int PrefixBytes = 1 + sizeof(uint);

        public override async ValueTask<ReadResult> ReadAsync(CancellationToken cancellationToken = default)
        {
            var read = await inner.ReadAsync(cancellationToken);
            if (read.Buffer.Length <= PrefixBytes + limit)
            {
                return read;
            }

            inner.AdvanceTo(read.Buffer.End);
            throw CallError.TooLarge(limit).ToRpcException();
        }

        public override bool TryRead(out ReadResult result) => throw new NotSupportedException("A message is read as it comes.");

        public override void AdvanceTo(SequencePosition consumed) => inner.AdvanceTo(consumed);

        public override void AdvanceTo(SequencePosition consumed, SequencePosition examined) => inner.AdvanceTo(consumed, examined);

        public override void CancelPendingRead() => inner.CancelPendingRead();

        public override void Complete(Exception? exception = null) => inner.Complete(exception);
    }
}
