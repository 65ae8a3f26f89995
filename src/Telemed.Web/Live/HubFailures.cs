using Microsoft.AspNetCore.SignalR;

namespace Telemed.Web.Live;

/// <summary>Logs failed calls of the hub that no client can cause. A refusal is an answer, and who hangs up in the middle of a call is gone.</summary>
internal sealed partial class HubFailures(ILogger<HubFailures> log) : IHubFilter
{
    /// <summary>SignalR's own log of calls, kept silent: it has refusals as errors with their stack, and when it debugs what people say to each other.</summary>
    public const string Dispatcher = "Microsoft.AspNetCore.SignalR.Internal.DefaultHubDispatcher";

    public async ValueTask<object?> InvokeMethodAsync(HubInvocationContext invocationContext, Func<HubInvocationContext, ValueTask<object?>> next)
    {
        try
        {
            return await next(invocationContext);
        }
        catch (Exception e) when (e is not HubException && !(e is OperationCanceledException && invocationContext.Context.ConnectionAborted.IsCancellationRequested))
        {
            Failed(e, invocationContext.HubMethodName);
            throw;
        }
    }

    [LoggerMessage(1004, LogLevel.Error, "{Method} of the hub failed")]
    private partial void Failed(Exception e, string method);
}
