using MediatR;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Telemed.Contracts;
using Telemed.Imaging.Indexing;
using Telemed.Imaging.Opening;
using Telemed.Imaging.Studies;
using Telemed.Kernel;

namespace Telemed.Imaging.Matching;

/// <summary>The owner's office says which patient of the platform the hospital's number of a study stands for; a wrong match is undone with a reason.</summary>
/// <param name="PatientId">Null undoes the match.</param>
public sealed record MatchPatient(Command By, string Study, string? PatientId, string? Reason) : IRequest<Answer<PatientMatchView>>, IValidated
{
    public void Validate(FieldErrors errors)
    {
        if (PatientId is null) errors.Required("reason", Reason, 200);
        else errors.Required("patientId", PatientId, 64);
    }
}

/// <summary>A match; the patient is null after it was undone.</summary>
public sealed record PatientMatchView(string StudyInstanceUid, string? PatientId);

internal sealed class MatchPatientHandler(ICaseOwner cases, ImagingIndex index, PatientMatches matches, IPatients patients) : IRequestHandler<MatchPatient, Answer<PatientMatchView>>
{
    public async Task<Answer<PatientMatchView>> Handle(MatchPatient request, CancellationToken cancellationToken)
    {
        var caller = request.By.Caller;
        if (StudyOwner.Of(index, request.Study) is not { } owner || !caller.Is(Role.Office) || !StudyAccess.Owns(caller, owner.InstitutionId)) return Problem.NotFound;
        if (request.PatientId is { } wanted && await patients.Find(wanted, cancellationToken) is null) return Problem.NotFound;
        var known = matches.MatchOf(request.Study);
        // A match holds for all studies of the number, so it is undone where it was made.
        string study = request.PatientId is null && known is { } made ? made.Study : request.Study;
        var outcome = await cases.Transact(StudyRules.Aggregate, study, null, request.By.Context(),
            state => request.PatientId is { } patient ? StudyRules.Match(state, patient, known?.Patient) : StudyRules.Unmatch(state, request.Reason!.Trim()), cancellationToken);
        return outcome.ToAnswer(new StreamId(StudyRules.Category, study), (state, _) => new PatientMatchView(request.Study, state.PatientId));
    }
}

internal static class MatchEndpoints
{
    public sealed record Body(string? PatientId);

    public sealed record UndoBody(string? Reason);

    public static void Map(RouteGroupBuilder imaging)
    {
        imaging.MapPut("studies/{study}/patient", Put).WithSummary("Match the hospital's number to a patient").Produces<PatientMatchView>();
        imaging.MapPost("studies/{study}/patient/undo", Undo).WithSummary("Undo a match").Produces<PatientMatchView>();
        imaging.MapGet("patients/{patient}/studies", Studies).WithSummary("Studies of a matched patient that the caller may open").Produces<Page<string>>();
    }

    private static async Task<IResult> Put(string study, Body body, HttpContext http, IMediator mediator, CancellationToken ct) => Dicom.Core.Uid.IsValid(study)
        ? (await mediator.Send(new MatchPatient(http.Command(), study, body.PatientId ?? "", null), ct)).ToResult(http) : Problem.NotFound.ToResult(http);

    private static async Task<IResult> Undo(string study, UndoBody body, HttpContext http, IMediator mediator, CancellationToken ct) => Dicom.Core.Uid.IsValid(study)
        ? (await mediator.Send(new MatchPatient(http.Command(), study, null, body.Reason), ct)).ToResult(http) : Problem.NotFound.ToResult(http);

    /// <summary>Only what the caller may read anyway: a match opens nothing.</summary>
    private static async Task<IResult> Studies(string patient, HttpContext http, PatientMatches matches, IStudyAccess access)
    {
        var readable = new List<string>();
        foreach (string study in matches.StudiesOf(patient))
            if (await access.MayRead(http.Caller(), study, http.RequestAborted)) readable.Add(study);
        return Results.Ok(new Page<string>(readable, null));
    }
}
