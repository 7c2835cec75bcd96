using Grpc.Core;
using Text2Llm.Agent.Chats;
using Text2Llm.Web.SignIn;

namespace Text2Llm.Web.Chat;

/// <summary>Calls in the name of who is signed in; one whose token is refused is made once more with a new one.</summary>
internal sealed class AuthorizedCalls(Account account)
{
    /// <summary>Makes a call.</summary>
    /// <param name="call">Makes it with the headers it is given.</param>
    /// <param name="cancellationToken">Cancels it.</param>
    /// <returns>What the call returns.</returns>
    /// <exception cref="ChatFailedException">The call was refused, or could not be made.</exception>
    public async Task<T> RunAsync<T>(Func<Metadata, CancellationToken, Task<T>> call, CancellationToken cancellationToken)
    {
        try
        {
            var token = await account.GetAccessTokenAsync(cancellationToken);
            try
            {
                return await call(Headers(token), cancellationToken);
            }
            catch (RpcException refused) when (RpcFailure.IsTokenRefused(refused))
            {
                await account.RenewAsync(token, cancellationToken);
            }

            return await call(Headers(await account.GetAccessTokenAsync(cancellationToken)), cancellationToken);
        }
        catch (RpcException failed)
        {
            cancellationToken.ThrowIfCancellationRequested();
            throw new ChatFailedException(RpcFailure.From(failed), failed);
        }
        catch (AuthFailedException failed)
        {
            var reason = failed.Kind is AuthFailureKind.Refused ? FailureReasons.Unauthenticated : ChatFailureReasons.NetworkUnreachable;
            throw new ChatFailedException(new ChatFailure(reason, failed.Message), failed);
        }
    }

    private static Metadata Headers(string token) => new() { { "authorization", $"Bearer {token}" } };
}
