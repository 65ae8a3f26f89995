using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using MediatR;
using Telemed.Contracts;
using Telemed.Imaging.Indexing;
using Telemed.Imaging.Opening;
using Telemed.Imaging.Storing;
using Telemed.Imaging.Studies;
using Telemed.Kernel;

namespace Telemed.Imaging.Quarantining;

/// <summary>Why an object was set aside.</summary>
public enum QuarantineReason
{
    /// <summary>Its UID belongs to another content.</summary>
    UidTaken,
    /// <summary>Its study belongs to another institution.</summary>
    OtherInstitution,
}

/// <summary>An object that was set aside.</summary>
/// <param name="InstitutionId">Who sent it.</param>
/// <param name="OwnerId">Whose study it would join.</param>
/// <param name="MayRelease">The caller's office may let it in.</param>
public sealed record QuarantinedItem(
    string SopInstanceUid, string StudyInstanceUid, string? InstitutionId, string? OwnerId, string? SourceAe, DateTimeOffset ReceivedAt, string Sha256, long Bytes,
    QuarantineReason Reason, bool MayRelease);

/// <summary>Objects set aside, for the imaging offices of who sent them and of whose study it is, and nobody else.</summary>
internal sealed class Quarantine(ObjectFolders folders, ImagingIndex index)
{
    private const int MaxListed = 500;

    public IReadOnlyList<QuarantinedItem> For(Caller caller) =>
        [.. Directory.EnumerateFiles(folders.Quarantine).Order(StringComparer.Ordinal).Select(QuarantinedObject.Read).OfType<QuarantinedObject>()
            .Select(held => View(held, caller)).OfType<QuarantinedItem>().Take(MaxListed)];

    /// <summary>One object by its UID and hash; null when it is not there or not the caller's to know of.</summary>
    public (QuarantinedObject Held, QuarantinedItem View)? Find(Caller caller, string sopInstanceUid, string sha256)
    {
        if (!Dicom.Core.Uid.IsValid(sopInstanceUid) || sha256.Length != 64 || !sha256.All(char.IsAsciiHexDigitLower)) return null;
        string path = folders.QuarantinePathOf(sopInstanceUid, sha256);
        return File.Exists(path) && QuarantinedObject.Read(path) is { } held && View(held, caller) is { } view ? (held, view) : null;
    }

    private QuarantinedItem? View(QuarantinedObject held, Caller caller)
    {
        if (!caller.Is(Role.Office) || caller.InstitutionId is not { } own) return null;
        string? owner = StudyOwner.Of(index, held.Identity.StudyInstanceUid)?.InstitutionId, sender = held.Provenance.InstitutionId;
        if (sender != own && owner != own) return null;
        var reason = File.Exists(folders.PathOf(held.Identity.SopInstanceUid)) ? QuarantineReason.UidTaken : QuarantineReason.OtherInstitution;
        return new(held.Identity.SopInstanceUid, held.Identity.StudyInstanceUid, sender, owner, held.Provenance.SourceAe, held.Provenance.ReceivedAt, held.Sha256,
            held.Bytes, reason, MayRelease: reason == QuarantineReason.OtherInstitution && owner == own);
    }
}

/// <summary>The owner's office lets an object in, or one of both offices throws it away.</summary>
/// <param name="Discard">The reason to throw it away; null lets it in.</param>
public sealed record SettleQuarantined(Command By, string SopInstanceUid, string Sha256, string? Discard) : IRequest<Answer<string>>, IValidated
{
    public void Validate(FieldErrors errors) => errors.Optional("reason", Discard, 200);
}

internal sealed class SettleQuarantinedHandler(ICaseOwner cases, Quarantine quarantine, ObjectStore store) : IRequestHandler<SettleQuarantined, Answer<string>>
{
    public async Task<Answer<string>> Handle(SettleQuarantined request, CancellationToken cancellationToken)
    {
        if (quarantine.Find(request.By.Caller, request.SopInstanceUid, request.Sha256) is not var (held, view)) return Problem.NotFound;
        if (request.Discard is null && !view.MayRelease) return ImagingProblems.NotReleasable;
        StudyEvent fact = request.Discard is { } reason ? new StudyEvent.ObjectDiscarded(request.SopInstanceUid, request.Sha256, reason) : new StudyEvent.ObjectReleased(request.SopInstanceUid, request.Sha256);
        // The decision is on record before the file moves: repeated after a crash it finds the file still there and ends the same.
        var outcome = await cases.Transact(StudyRules.Aggregate, view.StudyInstanceUid, null, request.By.Context(), _ => fact, cancellationToken);
        if (request.Discard is not null) File.Delete(held.Path);
        else if (!await store.Release(held.Path)) return ImagingProblems.NotReleasable;
        return outcome.ToAnswer(new StreamId(StudyRules.Category, view.StudyInstanceUid), (_, _) => request.SopInstanceUid);
    }
}

internal static class QuarantineEndpoints
{
    public sealed record DiscardBody(string? Reason);

    public static void Map(RouteGroupBuilder imaging)
    {
        imaging.MapGet("quarantine", List).WithSummary("Objects set aside").Produces<Page<QuarantinedItem>>();
        imaging.MapPost("quarantine/{instance}/{sha256}/release", (string instance, string sha256, HttpContext http, IMediator mediator, CancellationToken ct) =>
            Settle(new SettleQuarantined(http.Command(), instance, sha256, null), http, mediator, ct)).WithSummary("Let an object in");
        imaging.MapPost("quarantine/{instance}/{sha256}/discard", (string instance, string sha256, DiscardBody body, HttpContext http, IMediator mediator, CancellationToken ct) =>
            Settle(new SettleQuarantined(http.Command(), instance, sha256, body.Reason ?? ""), http, mediator, ct)).WithSummary("Throw an object away");
    }

    private static IResult List(HttpContext http, Quarantine quarantine) => http.Caller().Is(Role.Office)
        ? Results.Ok(new Page<QuarantinedItem>(quarantine.For(http.Caller()), null)) : Problem.NotFound.ToResult(http);

    private static async Task<IResult> Settle(SettleQuarantined request, HttpContext http, IMediator mediator, CancellationToken ct) => (await mediator.Send(request, ct)).ToResult(http);
}
