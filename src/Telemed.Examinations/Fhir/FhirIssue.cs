using System.Text.Json.Nodes;

namespace Telemed.Examinations.Fhir;

/// <summary>What is wrong with a resource, as an OperationOutcome says it (FHIR R4 §OperationOutcome).</summary>
/// <param name="Code">A code of the value set issue-type.</param>
/// <param name="Expression">Where.</param>
internal sealed record FhirIssue(string Code, string Expression, string Diagnostics)
{
    public static JsonObject Outcome(params IEnumerable<FhirIssue> issues) => new()
    {
        ["resourceType"] = "OperationOutcome",
        ["issue"] = new JsonArray([.. issues.Select(i => (JsonNode)new JsonObject
        {
            ["severity"] = "error", ["code"] = i.Code, ["diagnostics"] = i.Diagnostics, ["expression"] = new JsonArray(i.Expression),
        })]),
    };
}
