using System.Text.Json;
using MediatR;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Telemed.Contracts;
using Telemed.Examinations.Reading;
using Telemed.Examinations.Reporting;

namespace Telemed.Examinations.Correcting;

/// <summary>What changes; what is left out stays. Patient, institution, number and category of a result never change.</summary>
public sealed record CorrectBody(
    string? Reason, string? PatientId, string? ItemCode, string? ItemSystem, string? ItemName, DateTimeOffset? PerformedAt, DateTimeOffset? CollectedAt,
    DateTimeOffset? ReportedAt, IReadOnlyList<ValueBody?>? Values, ReportBody? Report, string? StudyInstanceUid, string? Equipment, string? DeviceClass, string? Method,
    IReadOnlyList<InterventionBody?>? Interventions, JsonElement? Mark = null)
{
    /// <summary>The whole body after it.</summary>
    internal ResultBody Over(ResultReport known)
    {
        var content = known.Content;
        return new(
            known.PatientId, known.LocalId, ItemCode ?? content.Item.Code, ItemSystem ?? (ItemCode is null ? content.Item.System : null), ItemName ?? content.Item.Name, known.InstitutionId,
            PerformedAt ?? content.PerformedAt, CollectedAt ?? content.CollectedAt, ReportedAt ?? content.ReportedAt, Words<ResultCategory>.Of(content.Category),
            Values ?? [.. content.Values.Select(v => new ValueBody(v.Code, v.Name, v.Value, v.Unit, v.Low, v.High, v.Flag is { } flag ? Words<ValueFlag>.Of(flag) : null))],
            Report ?? (content.Report is { } r ? new(r.Findings, r.Conclusion, r.Reporter) : null), StudyInstanceUid ?? content.StudyUid, Equipment ?? content.Equipment,
            DeviceClass ?? content.DeviceClass, Method ?? content.Method, Interventions ?? [.. content.Interventions.Select(i => new InterventionBody(i.Kind, i.At))], Mark);
    }
}

/// <summary>The institution corrects a result of its own: a new version, and the old one stays to be seen.</summary>
public sealed record CorrectResult(Command By, string Id, CorrectBody Body, Language Language = Language.Zh) : IRequest<Answer<ResultView>>, IValidated
{
    public void Validate(FieldErrors errors) => errors.Required("reason", Body.Reason, 500);
}

internal sealed class CorrectResultHandler(ResultSteps steps, ResultCheck check, ResultWriter writer, CriticalTimes critical) : IRequestHandler<CorrectResult, Answer<ResultView>>
{
    private const int MostAttempts = 5;

    public async Task<Answer<ResultView>> Handle(CorrectResult request, CancellationToken cancellationToken)
    {
        var (by, id, body) = (request.By, request.Id, request.Body);
        for (var attempt = 1; ; attempt++)
        {
            if (await steps.Find(by.Caller, id, cancellationToken) is not { State: { Report: { } known } } loaded) return Problem.NotFound;
            if (ResultWriter.InstitutionOf(by.Caller) is not { } institution) return Problem.Forbidden;
            var errors = new FieldErrors();
            var whole = body.Over(known);
            check.Check(whole, by.At, errors);
            if (errors.None) writer.StudyOfAnother(whole.StudyInstanceUid, known.PatientId, errors);
            if (!errors.None) return Problem.Invalid(errors.Found);

            var content = whole.ToContent();
            var answer = await steps.Decide(by, id, by.SeenVersion ?? loaded.Version, state => Result.Correct(
                state, institution, body.PatientId, content, body.Reason!.Trim(), by.Caller.AccountId, critical.ToConfirm(institution), by.At), request.Language, cancellationToken);
            if (answer.Problem?.Status == 412 && by.SeenVersion is null && attempt < MostAttempts) continue;   // worked out on an older version
            return answer;
        }
    }
}

internal static class CorrectResultEndpoint
{
    public static void Map(RouteGroupBuilder results) => results.MapPost("{id}/actions/correct", Post);

    private static async Task<IResult> Post(string id, CorrectBody body, HttpContext http, IMediator mediator, CancellationToken cancellationToken) =>
        (await mediator.Send(new CorrectResult(http.Command(), id, body, http.Language()), cancellationToken)).ToResult(http);
}
