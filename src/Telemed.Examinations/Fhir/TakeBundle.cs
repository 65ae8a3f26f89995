using System.Text.Json;
using System.Text.Json.Nodes;
using MediatR;
using Telemed.Contracts;
using Telemed.Examinations.Items;
using Telemed.Examinations.Reporting;
using Telemed.Kernel;

namespace Telemed.Examinations.Fhir;

/// <summary>A hospital system hands over a bundle of reports and observations (FHIR R4 §http#transaction). A batch takes what is right; a transaction is checked as a whole first.</summary>
public sealed record TakeBundle(Command By, JsonElement Bundle, Language Language = Language.Zh) : IRequest<Answer<BundleAnswer>>;

/// <summary>What to answer with.</summary>
/// <param name="Status">HTTP status of the whole.</param>
public sealed record BundleAnswer(int Status, JsonObject Resource);

internal sealed class TakeBundleHandler(ResultWriter writer, StandardItems items) : IRequestHandler<TakeBundle, Answer<BundleAnswer>>
{
    private const int Most = 20_000;
    private const int AtOnce = 256;

    public async Task<Answer<BundleAnswer>> Handle(TakeBundle request, CancellationToken cancellationToken)
    {
        var by = request.By;
        if (ResultWriter.InstitutionOf(by.Caller) is not { } institution) return Problem.Forbidden;
        if (Entries(request.Bundle, out var transaction) is not { } entries)
            return Said(400, FhirIssue.Outcome(new FhirIssue("structure", "Bundle", $"A Bundle of type batch or transaction with 1 to {Most} entries that are objects.")));
        var results = new FhirResults(items).Of(entries, institution);
        var reports = new (ResultReport? Report, IReadOnlyList<FhirIssue> Issues)[results.Count];
        await Parallel.ForAsync(0, results.Count, new ParallelOptions { MaxDegreeOfParallelism = AtOnce, CancellationToken = cancellationToken },
            async (i, ct) => reports[i] = results[i] is { } result ? await Check(by, result, request.Language, ct) : default);
        if (transaction && reports.Any(r => r.Issues is { Count: > 0 })) return Said(400, FhirIssue.Outcome(reports.SelectMany(r => r.Issues ?? [])));
        var answers = new JsonNode[results.Count];
        await Parallel.ForAsync(0, results.Count, new ParallelOptions { MaxDegreeOfParallelism = AtOnce, CancellationToken = cancellationToken },
            async (i, ct) => answers[i] = await Store(by, i, results[i], reports[i], request.Language, ct));
        return Said(200, new()
        {
            ["resourceType"] = "Bundle",
            ["type"] = transaction ? "transaction-response" : "batch-response",
            ["entry"] = new JsonArray(answers),
        });
    }

    private async ValueTask<(ResultReport?, IReadOnlyList<FhirIssue>)> Check(Command by, FhirResult result, Language language, CancellationToken cancellationToken)
    {
        if (result.Body is not { } body) return (null, result.Issues);
        var (report, problem) = await writer.Read(by.Caller, body, false, new(ResultOrigin.Fhir, by.CommandId), by.At, cancellationToken);
        if (report is not null) return (report, []);
        var at = $"Bundle.entry[{result.Entry}].resource";
        return (null, problem!.Fields is { } fields
            ? [.. fields.Select(f => new FhirIssue(f.Code is "required" ? "required" : f.Code is "unknown" ? "code-invalid" : "value", $"{at}.{f.Field}", f.Text.In(language)))]
            : [new FhirIssue("business-rule", at, problem.Text.In(language))]);
    }

    private async ValueTask<JsonObject> Store(
        Command by, int entry, FhirResult? result, (ResultReport? Report, IReadOnlyList<FhirIssue> Issues) read, Language language, CancellationToken cancellationToken)
    {
        if (result is null) return Entry("200 OK");
        if (read.Report is not { } report) return Entry("422 Unprocessable Entity", FhirIssue.Outcome(read.Issues));
        var (outcome, id, made) = await writer.Write(by with { CommandId = $"{by.CommandId}-{entry}" }, report, cancellationToken);
        return outcome switch
        {
            Outcome.Done => Entry(made ? "201 Created" : "200 OK", location: $"{result.Type}/{id}"),
            Outcome.Refused refused => Entry("409 Conflict", FhirIssue.Outcome(new FhirIssue("duplicate", $"Bundle.entry[{entry}].resource", Refusals.ToProblem(refused.Reason).Text.In(language)))),
            _ => Entry("409 Conflict", FhirIssue.Outcome(new FhirIssue("conflict", $"Bundle.entry[{entry}].resource", Problem.KeyReused.Text.In(language)))),
        };
    }

    private static JsonObject Entry(string status, JsonObject? outcome = null, string? location = null)
    {
        var response = new JsonObject { ["status"] = status };
        if (location is not null) response["location"] = location;
        if (outcome is not null) response["outcome"] = outcome;
        return new() { ["response"] = response };
    }

    private static List<JsonElement>? Entries(JsonElement bundle, out bool transaction)
    {
        transaction = false;
        if (bundle.ValueKind != JsonValueKind.Object || !Named(bundle) || !Is(bundle, "resourceType", "Bundle") || !bundle.TryGetProperty("entry", out var entry) || entry.ValueKind != JsonValueKind.Array) return null;
        transaction = Is(bundle, "type", "transaction");
        if (!transaction && !Is(bundle, "type", "batch")) return null;
        List<JsonElement> entries = [.. entry.EnumerateArray()];
        return entries.Count is 0 or > Most || entries.Exists(e => e.ValueKind != JsonValueKind.Object) ? null : entries;
    }

    /// <summary>The entries are looked at one by one; here only the bundle's own members.</summary>
    private static bool Named(JsonElement bundle)
    {
        try
        {
            return bundle.EnumerateObject().All(m => m.Name is not null && (m.Name == "entry" || FhirReading.IsWhole(m.Value)));
        }
        catch (InvalidOperationException)
        {
            return false;
        }
    }

    private static bool Is(JsonElement of, string name, string value) => of.TryGetProperty(name, out var member) && FhirReading.Plain(member) == value;

    private static Answer<BundleAnswer> Said(int status, JsonObject resource) => Answer<BundleAnswer>.Ok(new(status, resource));
}
