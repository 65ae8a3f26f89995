using MediatR;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Telemed.Contracts;
using Telemed.Kernel;
using Telemed.Patients.Keeping;

namespace Telemed.Patients.Timeline;

/// <summary>A physician writes down a visit at the own institution (基层首诊、门诊).</summary>
public sealed record RecordVisit(
    Command By, string PatientId, DateTimeOffset? At, string? Department, IReadOnlyList<DiagnosisBody?>? Diagnoses, string? Note) : IRequest<Answer<VisitView>>, IValidated
{
    private const int MostDiagnoses = 20;

    public void Validate(FieldErrors errors)
    {
        errors.Required("at", At);
        if (At > By.At) errors.Add("at", "in-future", "就诊时间晚于现在", "The visit lies in the future");
        errors.Optional("department", Department, 40);
        if (Diagnoses is not { Count: > 0 }) errors.Required("diagnoses", (object?)null);
        else if (Diagnoses.Count > MostDiagnoses) errors.Add("diagnoses", "too-long", $"最多 {MostDiagnoses} 条诊断", $"At most {MostDiagnoses} diagnoses");
        else
            for (var i = 0; i < Diagnoses.Count; i++)
            {
                errors.Required($"diagnoses[{i}].text", Diagnoses[i]?.Text, 200);
                errors.Optional($"diagnoses[{i}].code", Diagnoses[i]?.Code, 40);
                errors.Optional($"diagnoses[{i}].system", Diagnoses[i]?.System, 40);
            }
        errors.Optional("note", Note, 2000);
    }
}

/// <summary>A diagnosis as the client sends it.</summary>
public sealed record DiagnosisBody(string? System, string? Code, string? Text);

/// <summary>A visit as clients see it.</summary>
public sealed record VisitView(
    string Id, DateTimeOffset At, string InstitutionId, string? InstitutionName, string? Department, IReadOnlyList<VisitDiagnosis> Diagnoses, string? Note);

internal sealed class RecordVisitHandler(ICaseOwner cases, PatientRows rows, IDirectory directory) : IRequestHandler<RecordVisit, Answer<VisitView>>
{
    public async Task<Answer<VisitView>> Handle(RecordVisit request, CancellationToken cancellationToken)
    {
        var (by, patientId) = (request.By, request.PatientId);
        if (rows.Find(patientId) is not { Record: not null } || rows.MayRead(by.Caller, patientId) is null) return Problem.NotFound;
        if (by.Caller is not { InstitutionId: { } institution } caller || !caller.Is(Role.Physician)) return Problem.Forbidden;
        var department = string.IsNullOrWhiteSpace(request.Department) ? null : request.Department;
        if (department is not null && directory.Institution(institution)?.Departments.Contains(department) == false)
        {
            var errors = new FieldErrors();
            errors.Add("department", "unknown", "本机构没有此科室", "This institution has no such department");
            return Problem.Invalid(errors.Found);
        }
        var patient = (await cases.Load(PatientRules.Aggregate, patientId, cancellationToken)).State;
        var visit = new VisitEvent.Recorded(
            patientId, institution, department, caller.PractitionerId, request.At!.Value.ToUniversalTime(),
            [.. request.Diagnoses!.Select(d => new VisitDiagnosis(d!.System, d.Code, d.Text!.Trim()))], string.IsNullOrWhiteSpace(request.Note) ? null : request.Note.Trim());
        var id = by.NewId("visit");
        var outcome = await cases.Transact(VisitRules.Aggregate, id, null, by.Context(), state => VisitRules.Record(state, patient, visit), cancellationToken);
        return outcome.ToAnswer(new StreamId(VisitRules.Category, id),
            (state, _) => new VisitView(id, state!.At, institution, directory.Institution(institution)?.Name, state.Department, state.Diagnoses, state.Note),
            $"/api/v1/patients/{patientId}/timeline");
    }
}

internal static class RecordVisitEndpoint
{
    public sealed record Body(DateTimeOffset? At, string? Department, IReadOnlyList<DiagnosisBody?>? Diagnoses, string? Note);

    public static void Map(RouteGroupBuilder patients) => patients.MapPost("{id}/visits", Post);

    private static async Task<IResult> Post(string id, Body body, HttpContext http, IMediator mediator, CancellationToken ct) =>
        (await mediator.Send(new RecordVisit(http.Command(), id, body.At, body.Department, body.Diagnoses, body.Note), ct)).ToResult(http);
}
