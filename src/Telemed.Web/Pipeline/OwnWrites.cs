using System.Collections.Concurrent;
using System.Globalization;
using MediatR;
using Telemed.Accounts.SigningIn;
using Telemed.Contracts;
using Telemed.Kernel;
using Telemed.ReadModel;

namespace Telemed.Web.Pipeline;

/// <summary>Everyone reads their own writes: a read waits until the read model has applied what this account wrote last.</summary>
/// <remarks>Every change answers with <c>Telemed-Wrote: {stream}@{version}</c>, and the page gets it as a cookie too. Whoever sends it back, as
/// <c>Telemed-After</c> or as that cookie, reads it on any node.</remarks>
internal sealed class OwnWrites(ProjectionEngine readModel, INodeBus nodes, TimeProvider clock)
{
    public const string Wrote = "Telemed-Wrote";
    private const string After = "Telemed-After";
    private const string Cookie = "telemed-wrote";
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(2);
    private static readonly TimeSpan Remembered = TimeSpan.FromMinutes(1);
    private readonly ConcurrentDictionary<string, (StreamId Stream, long Version)> last = new();

    public void Note(HttpContext http, string accountId, (StreamId Stream, long Version) wrote)
    {
        last[accountId] = wrote;
        if (http.Response.HasStarted) return;
        var place = $"{wrote.Stream.Value}@{wrote.Version}";
        http.Response.Headers[Wrote] = place;
        if (nodes.HasOthers && http.Request.Cookies.ContainsKey(SessionCookie.Name))
            http.Response.Cookies.Append(Cookie, place, new() { HttpOnly = true, SameSite = SameSiteMode.Strict, Secure = http.Request.IsHttps, MaxAge = Remembered });
    }

    public async Task Await(HttpContext http, RequestDelegate next)
    {
        if (http.Features.Get<Caller>() is { } caller)
        {
            var here = HttpMethods.IsGet(http.Request.Method) && last.TryGetValue(caller.AccountId, out var wrote) ? wrote : ((StreamId, long)?)null;
            if (here is { } own && await WaitFor(own, http)) last.TryRemove(KeyValuePair.Create(caller.AccountId, own));
            var elsewhere = http.Request.Headers[After].FirstOrDefault() ?? (HttpMethods.IsGet(http.Request.Method) ? http.Request.Cookies[Cookie] : null);
            if (Read(elsewhere) is { } told && told != here) await WaitFor(told, http);
        }
        await next(http);
    }

    private async Task<bool> WaitFor((StreamId Stream, long Version) place, HttpContext http)
    {
        using var patience = new CancellationTokenSource(Patience, clock);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(patience.Token, http.RequestAborted);
        try
        {
            await readModel.WaitFor(place.Stream, place.Version, either.Token);
            return true;
        }
        catch (OperationCanceledException) when (!http.RequestAborted.IsCancellationRequested)
        {
            http.Response.Headers["Telemed-Behind"] = "1";   // the answer may lack the caller's last write
            return false;
        }
    }

    private static (StreamId Stream, long Version)? Read(string? place)
    {
        if (place is null || place.Length > StreamId.MaxLength + 20 || place.LastIndexOf('@') is var at && at < 1) return null;
        try
        {
            return long.TryParse(place.AsSpan(at + 1), NumberStyles.None, CultureInfo.InvariantCulture, out var version) ? (StreamId.Parse(place[..at]), version) : null;
        }
        catch (ArgumentException)
        {
            return null;   // whatever it is, it is no place in this log
        }
    }
}

/// <summary>Notes where a command ended in the log.</summary>
internal sealed class OwnWritesBehavior<TRequest, TAnswer>(OwnWrites writes, IHttpContextAccessor http) : IPipelineBehavior<TRequest, TAnswer>
    where TRequest : IRequest<TAnswer> where TAnswer : IAnswer<TAnswer>
{
    public async Task<TAnswer> Handle(TRequest request, CancellationToken cancellationToken, RequestHandlerDelegate<TAnswer> next)
    {
        var answer = await next();
        if (answer.Wrote is { } wrote && http.HttpContext is { } context && context.Features.Get<Caller>() is { } caller) writes.Note(context, caller.AccountId, wrote);
        return answer;
    }
}
