using Grpc.Core;
using Text2Llm.ServiceDefaults.Errors;

namespace Text2Llm.Datasets;

/// <summary>How a pod is refused what its job does not name.</summary>
internal static class FileRefusal
{
    /// <summary>What was asked for is another's.</summary>
    public static CallException Of(string message) => new(new CallError(ErrorReason.FileRefused, message, 403, StatusCode.PermissionDenied));
}
