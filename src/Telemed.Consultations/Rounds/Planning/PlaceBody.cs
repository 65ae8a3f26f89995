using Telemed.Consultations.Opening;
using Telemed.Contracts;

namespace Telemed.Consultations.Rounds.Planning;

/// <summary>One patient of a round as the client sends it: a case that waits already, or what is needed to open one.</summary>
public sealed record PlaceBody(
    string? CaseId, string? PatientId, string? Ward, string? Bed, string? Urgency = null, string? Reason = null, string? Purpose = null, SummaryBody? Summary = null,
    IReadOnlyList<string>? Studies = null, IReadOnlyList<string>? Results = null, ConsentBody? Consent = null)
{
    private const string Purposes = "远程查房";

    /// <summary>The request that this place stands for. The round is its appointment, so it has none of its own.</summary>
    internal RequestBody ToRequest(InvitedBody? invited) => new(
        "wardRound", "asynchronous", string.IsNullOrEmpty(Urgency) ? "routine" : Urgency, PatientId, invited, Reason,
        string.IsNullOrWhiteSpace(Purpose) ? Purposes : Purpose, Summary, Studies, Results, Consent, Submit: true);

    /// <summary>Checks each place of a list, with its number in the name of the field.</summary>
    internal static void Validate(FieldErrors errors, IReadOnlyList<PlaceBody>? places)
    {
        if (places is not { Count: > 0 }) errors.Required("places", (object?)null);
        if (places?.Any(p => p is null) == true)
        {
            errors.Invalid("places");
            return;
        }
        if (places?.Count > Round.MostPlaces) errors.Add("places", "too-many", $"一次查房最多 {Round.MostPlaces} 位患者", $"At most {Round.MostPlaces} patients");
        var seen = new HashSet<string>();
        for (var i = 0; i < places?.Count; i++)
        {
            var place = places[i];
            errors.Optional($"places[{i}].ward", place.Ward, 50);
            errors.Required($"places[{i}].bed", place.Bed, 20);
            var (field, key) = string.IsNullOrEmpty(place.CaseId) ? ("patientId", place.PatientId) : ("caseId", place.CaseId);
            if (key is { Length: > 0 } && !seen.Add($"{field}:{key}")) errors.Add($"places[{i}].{field}", "place-twice", "该患者已在名单中", "This patient is in the list already");
            if (field == "caseId") continue;
            var own = new FieldErrors();
            place.ToRequest(null).Validate(own);
            foreach (var (name, code, text) in own.Found) errors.Add($"places[{i}].{name}", code, text.Zh, text.En);
        }
    }
}
