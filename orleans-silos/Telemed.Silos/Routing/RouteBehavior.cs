using System.Net.Sockets;
using MediatR;
using Orleans.Runtime;
using Telemed.Contracts;

namespace Telemed.Silos.Routing;

/// <summary>Sends a command of a case to the case; every other request goes on here. Last of the behaviours.</summary>
/// <remarks>When the case's silo cannot be reached the command runs here: its id and the expected version in the log keep it right, whether it had happened there or not.</remarks>
internal sealed partial class RouteBehavior<TRequest, TAnswer>(
    CaseCommands commands, IGrainFactory grains, LastWrites writes, IHttpContextAccessor http, ILogger<CaseCommands> log) : IPipelineBehavior<TRequest, TAnswer>
    where TRequest : IRequest<TAnswer> where TAnswer : IAnswer<TAnswer>
{
    private readonly CaseRoute? route = commands.Of(typeof(TRequest));

    public async Task<TAnswer> Handle(TRequest request, CancellationToken cancellationToken, RequestHandlerDelegate<TAnswer> next)
    {
        var account = route?.CommandOf(request).Caller.AccountId ?? http.HttpContext?.Features.Get<Caller>()?.AccountId;
        var answer = await (route?.IdOf(request) is { } id ? Send(route, id, account!, request, next, cancellationToken) : next());
        if (account is not null && answer.Wrote is { } wrote) writes.Note(account, wrote);
        return answer;
    }

    private async Task<TAnswer> Send(CaseRoute to, string id, string account, TRequest request, RequestHandlerDelegate<TAnswer> next, CancellationToken cancellationToken)
    {
        try
        {
            return (await grains.Case(to.Category, id).Handle(new(to.Name, request, writes.Of(account)), cancellationToken)).As<TAnswer>();
        }
        catch (Exception e) when (e is SiloUnavailableException or OrleansMessageRejectionException or TimeoutException or SocketException)
        {
            Unreachable(to.Request.Name, e.GetType().Name);
            return await next();
        }
    }

    [LoggerMessage(1101, LogLevel.Warning, "The silo of a case did not answer {Request} ({Cause}); it runs here")]
    private partial void Unreachable(string request, string cause);
}
