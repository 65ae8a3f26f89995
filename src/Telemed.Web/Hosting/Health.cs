using Telemed.Contracts;
using Telemed.Dicom.Dimse;
using Telemed.Kernel;
using Telemed.ReadModel;

namespace Telemed.Web.Hosting;

/// <summary>Liveness: the process answers. Readiness: the log can be read, the read model has caught up, the DICOM port is bound.
/// Warnings are for whoever set it up and keep nobody out: what they need is made on the running platform.</summary>
internal static class Health
{
    public static void MapHealth(this WebApplication app)
    {
        app.MapGet("/health/live", () => Results.Ok(new { status = "live" })).ExcludeFromDescription();
        app.MapGet("/health/ready", Ready).ExcludeFromDescription();
    }

    private static async Task<IResult> Ready(IEventLog log, ProjectionEngine readModel, PlatformOpening opening, DicomNode dicom, DicomNodeOptions dicomOptions, DicomEntities entities, CancellationToken ct)
    {
        var checks = new Dictionary<string, string>
        {
            ["log"] = await CanRead(log, ct),
            ["readModel"] = readModel.Health.Failure is { } failure ? failure.ToString() : readModel.IsCaughtUp ? "ok" : "catching up",
            ["open"] = opening.IsOpen ? "ok" : "not yet",
            ["dicom"] = !dicomOptions.Enabled ? "off" : dicom.BoundPort is null ? "not bound" : "ok",
        };
        var ready = checks.Values.All(v => v is "ok" or "off");
        var warnings = opening.IsOpen ? entities.Ownerless.Select(peer => $"Dicom:Peers: InstitutionId '{peer.InstitutionId}' of {peer.AeTitle} names no institution; {peer.AeTitle} is refused").ToArray() : [];
        return Results.Json(new { status = ready ? "ready" : "not ready", checks, warnings }, statusCode: ready ? 200 : 503);
    }

    private static async Task<string> CanRead(IEventLog log, CancellationToken ct)
    {
        try
        {
            await using var any = log.ReadStream(new("health", "probe"), 0, ct).GetAsyncEnumerator(ct);
            await any.MoveNextAsync();
            return "ok";
        }
        catch (Exception e) when (e is not OperationCanceledException)
        {
            return $"unreadable: {e.GetType().Name}";
        }
    }
}
