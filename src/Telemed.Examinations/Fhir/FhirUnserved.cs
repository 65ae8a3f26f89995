using Microsoft.AspNetCore.Http;
using Telemed.Contracts;

namespace Telemed.Examinations.Fhir;

/// <summary>What this door does not serve, said as FHIR says it (FHIR R4 §http): 404 for a type or operation that is not supported, 405 for an interaction that a supported one does not have.</summary>
internal static class FhirUnserved
{
    private static readonly Text Address = new("本接口不提供该资源类型或操作，见 metadata", "No such resource type or operation here; see metadata");
    private static readonly Text Method = new("该资源不支持此交互，见 metadata", "The resource does not have that interaction; see metadata");

    public static IResult Answer(string? path, HttpContext http)
    {
        if (Methods((path ?? "").Split('/', StringSplitOptions.RemoveEmptyEntries)) is not { } allowed) return Said(404, Address, http);
        http.Response.Headers.Allow = allowed;
        return Said(405, Method, http);
    }

    /// <summary>What an address takes; null when there is none.</summary>
    private static string? Methods(string[] path) => path switch
    {
        [] => HttpMethods.Post,
        ["metadata"] => HttpMethods.Get,
        [var type, .. var rest] when FhirCapabilities.Types.Contains(type) && rest is ([] or [not ['_' or '$', ..]]) => HttpMethods.Get,
        _ => null,
    };

    private static IResult Said(int status, Text text, HttpContext http) => FhirEndpoints.Said(status, FhirIssue.Outcome(new FhirIssue("not-supported", "", text.In(http.Language()))));
}
