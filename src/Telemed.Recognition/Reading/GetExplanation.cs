using MediatR;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Telemed.Contracts;

namespace Telemed.Recognition.Reading;

public sealed record PriorView(string ResultId, string InstitutionId, string? InstitutionName, DateTimeOffset PerformedAt, DateTimeOffset? ValidUntil, string? Mark);

public sealed record ReasonView(string Code, string Text, string? Source);

/// <summary>What the patient's explanation sheet says (复检告知单); the page prints it.</summary>
public sealed record ExplanationView(
    CheckPatient? Patient, string? Institution, string? Department, string? Doctor, string Number, string ItemCode, string? Item, PriorView Prior, ReasonView Reason, string? Comment,
    DateTimeOffset ExplainedAt);

/// <summary>Why an examination is repeated although an earlier result is there, as it was explained to the patient.</summary>
public sealed record GetExplanation(Caller Caller, string Id, string? Code, Language Language) : IRequest<Answer<ExplanationView>>, IValidated
{
    public void Validate(FieldErrors errors) => errors.Required("code", Code, 64);
}

internal sealed class GetExplanationHandler(RecognitionCases cases, IPatients patients, IDirectory directory, IStandardItems items, IAccessLog reads, TimeProvider time)
    : IRequestHandler<GetExplanation, Answer<ExplanationView>>
{
    public async Task<Answer<ExplanationView>> Handle(GetExplanation request, CancellationToken cancellationToken)
    {
        var (caller, id, code, language) = request;
        if (await cases.Find(caller, id, cancellationToken) is not { } found) return Problem.NotFound;
        var state = found.State;
        if (!Access.Decide(caller, Relations.Of(state, caller, directory), Operation.ReadContent)) return Problem.Forbidden;
        if (state.Standing(code!) is not { Decision: PhysicianDecision.Decline } declined || state.Item(code)?.Find(declined.ResultId) is not { } prior) return Problem.NotFound;
        var reason = cases.CatalogueOf(state).Reasons.First(r => r.Code == declined.ReasonCode);
        await reads.Record(new(caller, state.PatientId, "recognition", caller.Is(Role.Resident) ? "ownRecord" : "treatment", id, time.GetUtcNow()), cancellationToken);
        var patient = await patients.Find(state.PatientId, cancellationToken);
        return Answer<ExplanationView>.Ok(new(
            patient is null ? null : new(patient.Id, patient.Name, patient.Sex, patient.AgeOn(ChinaTime.Day(declined.At)), patient.MaskedIdNumber),
            directory.Institution(state.Orderer.InstitutionId)?.Name, state.Department, declined.PractitionerId is { } doctor ? directory.Practitioner(doctor)?.Name : null, state.Number,
            code!, items.Find(code!)?.Name.In(language),
            new(prior.ResultId, prior.InstitutionId, directory.Institution(prior.InstitutionId)?.Name, prior.PerformedAt, prior.ValidUntil, prior.Mark),
            new(reason.Code, reason.Text.In(language), reason.Statutory), declined.Comment, declined.At), found.Version);
    }
}

internal static class GetExplanationEndpoint
{
    public static void Map(RouteGroupBuilder checks) => checks.MapGet("{id}/explanation", Get);

    private static async Task<IResult> Get(string id, string? code, HttpContext http, IMediator mediator, CancellationToken cancellationToken) =>
        (await mediator.Send(new GetExplanation(http.Caller(), id, code, http.Language()), cancellationToken)).ToResult(http);
}
