using MediatR;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Telemed.Contracts;
using Telemed.Recognition.Acting;
using Telemed.Recognition.Catalogues;
using Telemed.Recognition.Deciding;
using Telemed.Recognition.Opening;
using Telemed.Recognition.Reading;

namespace Telemed.Recognition.Interop;

/// <summary>What every answer of the four calls looks like; problems answer as everywhere.</summary>
/// <param name="Code"><c>0</c>.</param>
public sealed record InteropAnswer<T>(string Code, string Message, T Data)
{
    public static InteropAnswer<T> Of(T data) => new("0", "成功", data);
}

/// <param name="ItemCodes">Items about to be ordered; every item of the catalogue that the patient has results of when left out.</param>
public sealed record RelativeReportsBody(string? PatientId, IReadOnlyList<string?>? ItemCodes, string? OrderNo, IReadOnlyList<DiagnosisBody?>? Diagnoses, string? Department, ContextBody? Context);

/// <param name="Area">Body part.</param>
/// <param name="Recognizable">0 recognisable, 1 for reference only, 2 not recognisable.</param>
public sealed record RelativeReport(
    string ExamUid, DateTimeOffset ExamDate, string ItemCode, string? ItemName, string? Modality, string? Area, string OrgCode, string? OrgName, string? Mark, DateTimeOffset? ValidUntil,
    int Recognizable, string? Rule);

public sealed record RelativeReports(string CheckId, string CatalogueVersion, IReadOnlyList<RelativeReport> Reports);

public sealed record DetailBody(string? CheckId, string? ExamUid);

/// <param name="ReportUrl">The result itself, readable while the check lives.</param>
/// <param name="ImageUrl">DICOMweb address of the study.</param>
public sealed record ReportDetail(
    string ExamUid, DateTimeOffset ExamDate, string ItemCode, string? ItemName, string OrgCode, string? OrgName, string? StudyInstanceUid, string? ImageUrl, string ReportUrl);

public sealed record DenyReason(string ReasonCode, string Reason, bool MarkRequired, string? Source);

/// <param name="ReasonMark">Mandatory beside the code when the result is not recognised.</param>
/// <param name="IsExplained">The need for a repeat was explained to the patient.</param>
public sealed record UploadBody(string? CheckId, string? ItemCode, string? ExamUid, bool? IsRecognized, string? ReasonCode, string? ReasonMark, bool? IsExplained);

public sealed record UploadResult(string CheckId, int DecisionNo, bool OrderWithdrawn);

/// <summary>Four calls as hospital systems of several provinces make them, over the same case: find, look, why not, report.</summary>
internal static class InteropDoors
{
    private const int MostItems = 50;

    public static void Map(RouteGroupBuilder recognition)
    {
        var interop = recognition.MapGroup("/interop");
        interop.MapPost("getRelativeReports", Find);
        interop.MapPost("getDetail", Look);
        interop.MapPost("getDenyReasons", Reasons);
        interop.MapPost("uploadRecognizedResult", Upload);
    }

    private static async Task<IResult> Find(
        RelativeReportsBody body, HttpContext http, IMediator mediator, IResults results, IStandardItems items, CatalogueShelf catalogues, IDirectory directory, CancellationToken cancellationToken)
    {
        var command = http.Command();
        var wanted = body.ItemCodes ?? [];
        if (wanted.Count == 0 && body.PatientId is { Length: > 0 } patient && command.Caller is { InstitutionId: { } own } && command.Caller.Is(Role.Physician))
        {
            var catalogue = catalogues.For(directory.Institution(own)?.AreaCode ?? "", command.At);
            wanted = [.. (await results.Of(patient, cancellationToken)).OrderByDescending(r => r.PerformedAt).Select(r => r.ItemCode).Where(c => c is not null && catalogue.Item(c) is not null).Distinct().Take(MostItems)];
            if (wanted.Count == 0) return Results.Ok(InteropAnswer<RelativeReports>.Of(new("", catalogue.Ref.ToString(), [])));
        }
        var check = await mediator.Send(
            new OpenCheck(command, new(body.PatientId, [.. wanted.Select(code => new ItemBody(code, body.OrderNo))], body.Diagnoses, body.Department, body.Context)), cancellationToken);
        if (check.Problem is { } problem) return problem.ToResult(http);
        var reports = check.Value.Items.SelectMany(i => i.Candidates.Select(c => new RelativeReport(
            c.ResultId, c.PerformedAt, i.Code, i.Name, items.Find(i.Code)?.Modality, items.Find(i.Code)?.BodyPart, c.InstitutionId, c.InstitutionName, c.Mark, c.ValidUntil, (int)c.Verdict, c.Rule.Text)));
        http.Response.Headers["Telemed-Wrote"] = $"{check.Wrote!.Value.Stream.Value}@{check.Wrote.Value.Version}";
        return Results.Ok(InteropAnswer<RelativeReports>.Of(new(check.Value.Id, check.Value.CatalogueVersion, [.. reports])));
    }

    private static async Task<IResult> Look(DetailBody body, HttpContext http, IMediator mediator, CancellationToken cancellationToken)
    {
        var answer = await mediator.Send(new ViewResult(http.Command(), body.CheckId ?? "", new(body.ExamUid)), cancellationToken);
        if (answer.Problem is { } problem) return problem.ToResult(http);
        var (item, found) = answer.Value.Items.SelectMany(i => i.Candidates.Select(c => (i, c))).First(p => p.c.ResultId == body.ExamUid);
        return Results.Ok(InteropAnswer<ReportDetail>.Of(new(
            found.ResultId, found.PerformedAt, item.Code, item.Name, found.InstitutionId, found.InstitutionName, found.StudyInstanceUid,
            found.StudyInstanceUid is { } study ? $"/dicom-web/studies/{study}" : null, $"/api/v1/results/{found.ResultId}")));
    }

    private static async Task<IResult> Reasons(HttpContext http, IMediator mediator, CancellationToken cancellationToken)
    {
        var answer = await mediator.Send(new GetCatalogue(http.Caller(), null, null, null), cancellationToken);
        return answer.Problem is { } problem
            ? problem.ToResult(http)
            : Results.Ok(InteropAnswer<IReadOnlyList<DenyReason>>.Of([.. answer.Value.Reasons.Select(r => new DenyReason(r.Code, r.Text.In(http.Language()), true, r.Statutory))]));
    }

    private static async Task<IResult> Upload(UploadBody body, HttpContext http, IMediator mediator, CancellationToken cancellationToken)
    {
        var errors = new FieldErrors();
        errors.Required("isRecognized", body.IsRecognized);
        if (body.IsRecognized == false)
        {
            errors.Required("reasonCode", body.ReasonCode, 50);
            errors.Required("reasonMark", body.ReasonMark, 1000);
        }
        if (!errors.None) return Problem.Invalid(errors.Found).ToResult(http);
        var decision = body.IsRecognized == true ? "accept" : "decline";
        var answer = await mediator.Send(
            new DecideItem(http.Command(), body.CheckId ?? "", new(body.ItemCode, body.ExamUid, decision, body.ReasonCode, body.ReasonMark, body.IsExplained)), cancellationToken);
        if (answer.Problem is { } problem) return problem.ToResult(http);
        var item = answer.Value.Items.First(i => i.Code == body.ItemCode);
        http.Response.Headers["Telemed-Wrote"] = $"{answer.Wrote!.Value.Stream.Value}@{answer.Wrote.Value.Version}";
        return Results.Ok(InteropAnswer<UploadResult>.Of(new(answer.Value.Id, item.Decision!.No, item.OrderWithdrawn)));
    }
}
