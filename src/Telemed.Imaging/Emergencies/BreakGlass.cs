using MediatR;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Telemed.Contracts;
using Telemed.Imaging.Indexing;
using Telemed.Imaging.Opening;
using Telemed.Imaging.Studies;
using Telemed.Kernel;
using Telemed.ReadModel;

namespace Telemed.Imaging.Emergencies;

/// <summary>A physician opens a study without a case for some hours and says why; the owner's office looks at it afterwards (紧急调阅).</summary>
public sealed record BreakGlass(Command By, string Study, EmergencyReason? Reason, string? Note) : IRequest<Answer<EmergencyView>>, IValidated
{
    private const int ShortestNote = 5;

    public void Validate(FieldErrors errors)
    {
        errors.Required("reason", Reason);
        errors.Required("note", Note, 500);
        if (Note?.Trim().Length is > 0 and < ShortestNote) errors.Add("note", "too-short", "请写明紧急情况", "Say what the emergency is");
    }
}

/// <summary>An emergency access.</summary>
/// <param name="Until">The study is open to its asker until then.</param>
public sealed record EmergencyView(
    string Id, string StudyInstanceUid, string AccountId, string InstitutionId, EmergencyReason Reason, string Note, DateTimeOffset At, DateTimeOffset Until, bool? Justified, string? Comment);

internal sealed class BreakGlassHandler(ICaseOwner cases, ImagingIndex index, PatientMatches matches, IAccessLog log) : IRequestHandler<BreakGlass, Answer<EmergencyView>>
{
    public async Task<Answer<EmergencyView>> Handle(BreakGlass request, CancellationToken cancellationToken)
    {
        var caller = request.By.Caller;
        if (!caller.Is(Role.Physician) || caller is not { InstitutionId: { } institution, PractitionerId: not null }) return Problem.Forbidden;
        if (StudyOwner.Of(index, request.Study) is null) return Problem.NotFound;
        var broken = new StudyEvent.GlassBroken(request.By.NewId("emergency"), caller.AccountId, institution, request.Reason!.Value, request.Note!.Trim(), request.By.At, request.By.At + StudyRules.EmergencyLasts);
        // The patient's own record of who looked comes first: a look that cannot be recorded does not happen.
        if (matches.MatchOf(request.Study) is { } match) await log.Record(new PatientRead(caller, match.Patient, "study", "emergency", null, request.By.At), cancellationToken);
        var outcome = await cases.Transact(StudyRules.Aggregate, request.Study, null, request.By.Context(broken.Reason.ToString()), state => StudyRules.BreakGlass(state, broken), cancellationToken);
        return outcome.ToAnswer(new StreamId(StudyRules.Category, request.Study),
            (_, _) => new EmergencyView(broken.AccessId, request.Study, caller.AccountId, institution, broken.Reason, broken.Note, broken.At, broken.Until, null, null));
    }
}

internal static class EmergencyEndpoints
{
    public sealed record Body(EmergencyReason? Reason, string? Note);

    public sealed record ReviewBody(bool? Justified, string? Comment);

    public static void Map(RouteGroupBuilder imaging)
    {
        imaging.MapPost("studies/{study}/emergency-access", Post).WithSummary("Open a study without a case, with a reason").Produces<EmergencyView>();
        imaging.MapGet("emergency-access", List).WithSummary("Emergency accesses to the own studies that wait for review").Produces<Page<EmergencyView>>();
        imaging.MapPost("studies/{study}/emergency-access/{id}/review", Review).WithSummary("Say whether an emergency access was justified");
    }

    private static async Task<IResult> Post(string study, Body body, HttpContext http, IMediator mediator, CancellationToken ct) => Dicom.Core.Uid.IsValid(study)
        ? (await mediator.Send(new BreakGlass(http.Command(), study, body.Reason, body.Note), ct)).ToResult(http) : Problem.NotFound.ToResult(http);

    private static async Task<IResult> Review(string study, string id, ReviewBody body, HttpContext http, IMediator mediator, CancellationToken ct) => Dicom.Core.Uid.IsValid(study)
        ? (await mediator.Send(new ReviewEmergency(http.Command(), study, id, body.Justified, body.Comment), ct)).ToResult(http) : Problem.NotFound.ToResult(http);

    private static IResult List(HttpContext http, ProjectionEngine readModel, ImagingIndex index) =>
        http.Caller() is { InstitutionId: { } institution } caller && caller.Is(Role.Office)
            ? Results.Ok(new Page<EmergencyView>(EmergencyQueue.Waiting(readModel, index, institution), null)) : Problem.Forbidden.ToResult(http);
}
