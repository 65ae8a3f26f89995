using System.Collections.Concurrent;
using MediatR;
using Telemed.Contracts;
using Telemed.Kernel;
using Telemed.ReadModel;

namespace Telemed.Web.Pipeline;

/// <summary>Everyone reads their own writes: a read waits until the read model has applied what this account wrote last.</summary>
internal sealed class OwnWrites(ProjectionEngine readModel, TimeProvider clock)
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(2);
    private readonly ConcurrentDictionary<string, (StreamId Stream, long Version)> last = new();

    public void Note(string accountId, (StreamId Stream, long Version) wrote) => last[accountId] = wrote;

    public async Task Await(HttpContext http, RequestDelegate next)
    {
        if (HttpMethods.IsGet(http.Request.Method) && http.Features.Get<Caller>() is { } caller && last.TryGetValue(caller.AccountId, out var wrote))
        {
            using var patience = new CancellationTokenSource(Patience, clock);
            using var either = CancellationTokenSource.CreateLinkedTokenSource(patience.Token, http.RequestAborted);
            try
            {
                await readModel.WaitFor(wrote.Stream, wrote.Version, either.Token);
                last.TryRemove(KeyValuePair.Create(caller.AccountId, wrote));
            }
            catch (OperationCanceledException) when (!http.RequestAborted.IsCancellationRequested)
            {
                http.Response.Headers["Telemed-Behind"] = "1";   // the answer may lack the caller's last write
            }
        }
        await next(http);
    }
}

/// <summary>Notes where a command ended in the log.</summary>
internal sealed class OwnWritesBehavior<TRequest, TAnswer>(OwnWrites writes, IHttpContextAccessor http) : IPipelineBehavior<TRequest, TAnswer>
    where TRequest : IRequest<TAnswer> where TAnswer : IAnswer<TAnswer>
{
    public async Task<TAnswer> Handle(TRequest request, CancellationToken cancellationToken, RequestHandlerDelegate<TAnswer> next)
    {
        var answer = await next();
        if (answer.Wrote is { } wrote && http.HttpContext?.Features.Get<Caller>() is { } caller) writes.Note(caller.AccountId, wrote);
        return answer;
    }
}
