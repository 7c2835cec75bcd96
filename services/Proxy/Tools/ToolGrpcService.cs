using Grpc.Core;
using Text2Llm.Protos.V1;
using Text2Llm.Proxy.Tools.Fetch;
using Text2Llm.Proxy.Tools.Search;

namespace Text2Llm.Proxy.Tools;

/// <summary><c>ToolService</c>: the tools over gRPC and gRPC-Web.</summary>
internal sealed class ToolGrpcService(WebSearch search, WebFetch fetch) : ToolService.ToolServiceBase
{
    public override Task<SearchResponse> Search(SearchRequest request, ServerCallContext context) =>
        search.SearchAsync(context.GetHttpContext(), request, context.CancellationToken);

    public override Task<FetchResponse> Fetch(FetchRequest request, ServerCallContext context) =>
        fetch.FetchAsync(context.GetHttpContext(), request, context.CancellationToken);
}
