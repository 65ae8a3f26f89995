using Telemed.Contracts;
using Telemed.Kernel;

namespace Telemed.Web.Hosting;

/// <summary>The audit chain as the security auditor checks it.</summary>
internal static class AuditEndpoints
{
    public static void Map(RouteGroupBuilder signedIn) => signedIn.MapGet("audit/verify", Verify);

    private static async Task<IResult> Verify(HttpContext http, IEventLog log, CancellationToken ct)
    {
        if (!http.Caller().Is(Role.Auditor) && !http.Caller().Is(Role.Administrator)) return Problem.Forbidden.ToResult(http);
        var result = await log.Verify(ct);
        return Results.Ok(new { result.Valid, result.Streams, result.Events, result.FirstBroken });
    }
}
