using System.Text.Json.Nodes;

namespace Telemed.Examinations.Fhir;

/// <summary>What is wrong with a resource, as an OperationOutcome says it (FHIR R4 §OperationOutcome).</summary>
/// <param name="Code">A code of the value set issue-type.</param>
/// <param name="Expression">Where; empty when it is about no element.</param>
internal sealed record FhirIssue(string Code, string Expression, string Diagnostics)
{
    public static JsonObject Outcome(params IEnumerable<FhirIssue> issues) => new()
    {
        ["resourceType"] = "OperationOutcome",
        ["issue"] = new JsonArray([.. issues.Select(Issue)]),
    };

    private static JsonNode Issue(FhirIssue issue)
    {
        var said = new JsonObject { ["severity"] = "error", ["code"] = issue.Code, ["diagnostics"] = issue.Diagnostics };
        if (issue.Expression.Length > 0) said["expression"] = new JsonArray(issue.Expression);
        return said;
    }
}
