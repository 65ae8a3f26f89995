using System.Text.Json;
using System.Text.Json.Nodes;
using MediatR;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Telemed.Contracts;
using Telemed.Examinations.Reading;

namespace Telemed.Examinations.Fhir;

/// <summary>The door of hospital systems that speak FHIR R4, for results.</summary>
internal static class FhirEndpoints
{
    private const string MediaType = "application/fhir+json; charset=utf-8";
    private const int Page = 100;

    public static void Map(RouteGroupBuilder fhir)
    {
        fhir.MapGet("metadata", (HttpContext http) => Said(200, FhirCapabilities.Statement($"{http.Request.Scheme}://{http.Request.Host}/fhir/R4"))).AllowAnonymous();
        fhir.MapPost("", Post);
        foreach (var type in FhirCapabilities.Types)
        {
            fhir.MapGet($"{type}/{{id}}", (string id, HttpContext http, IMediator mediator, CancellationToken ct) => Read(type, id, http, mediator, ct));
            fhir.MapGet(type, (string? patient, string? cursor, HttpContext http, IMediator mediator, CancellationToken ct) => Search(type, patient, cursor, http, mediator, ct));
        }
        fhir.Map("{**path}", FhirUnserved.Answer).ExcludeFromDescription();
    }

    private static async Task<IResult> Post(HttpContext http, IMediator mediator, CancellationToken cancellationToken)
    {
        if (http.Request.ContentType is { } type && type.Contains("xml", StringComparison.OrdinalIgnoreCase)) return Said(415, FhirIssue.Outcome(new FhirIssue("not-supported", "Bundle", "Send application/fhir+json.")));
        JsonElement bundle;
        try
        {
            using var document = await JsonDocument.ParseAsync(http.Request.Body, cancellationToken: cancellationToken);
            bundle = document.RootElement.Clone();
        }
        catch (JsonException)
        {
            return Said(400, FhirIssue.Outcome(new FhirIssue("structure", "Bundle", "Not JSON.")));
        }
        var answer = await mediator.Send(new TakeBundle(http.Command(), bundle, http.Language()), cancellationToken);
        return answer.Problem is { } problem ? Said(problem, http) : Said(answer.Value.Status, answer.Value.Resource);
    }

    private static async Task<IResult> Read(string type, string id, HttpContext http, IMediator mediator, CancellationToken cancellationToken)
    {
        if (id is ['_' or '$', ..]) return FhirUnserved.Answer($"{type}/{id}", http);
        var dash = type == "Observation" ? id.IndexOf('-', StringComparison.Ordinal) : id.Length;
        var answer = await mediator.Send(new GetResult(http.Caller(), dash < 0 ? id : id[..dash], http.Language()), cancellationToken);
        if (answer.Problem is { } problem) return Said(problem, http);
        var found = type == "Observation" ? FhirWriting.Observations(answer.Value).FirstOrDefault(o => (string?)o["id"] == id || dash < 0) : FhirWriting.Report(answer.Value);
        return found is null ? Said(Problem.NotFound, http) : Said(200, found);
    }

    private static async Task<IResult> Search(string type, string? patient, string? cursor, HttpContext http, IMediator mediator, CancellationToken cancellationToken)
    {
        if (FhirSearch.Refused(http.Request, http.Language()) is { } refused) return Said(400, FhirIssue.Outcome(refused));
        var patientId = patient?.StartsWith("Patient/", StringComparison.Ordinal) == true ? patient[8..] : patient;
        var list = await mediator.Send(new ListResults(http.Caller(), patientId, null, null, Page, cursor, http.Language()), cancellationToken);
        if (list.Problem is { } problem) return Said(problem, http);
        var found = new List<JsonObject>();
        foreach (var item in list.Value.Items)
            if (await mediator.Send(new GetResult(http.Caller(), item.Id, http.Language()), cancellationToken) is { Problem: null, Value: var result })
                found.AddRange(type == "Observation" ? FhirWriting.Observations(result) : [FhirWriting.Report(result)]);
        return Said(200, FhirWriting.SearchSet(
            found, FhirSearch.Link(type, patientId, cursor), list.Value.Next is { } next ? FhirSearch.Link(type, patientId, next) : null));
    }

    private static IResult Said(Problem problem, HttpContext http) => Said(problem.Status, FhirIssue.Outcome(problem.Fields is { Count: > 0 } fields
        ? fields.Select(f => new FhirIssue("value", f.Field, f.Text.In(http.Language())))
        : [new FhirIssue(problem.Status == 404 ? "not-found" : problem.Status == 403 ? "forbidden" : "processing", "Bundle", problem.Text.In(http.Language()))]));

    internal static IResult Said(int status, JsonObject resource) => Results.Content(resource.ToJsonString(Kernel.StoredJson.Options), MediaType, statusCode: status);
}
