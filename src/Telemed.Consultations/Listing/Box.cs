using System.Text.Json;
using Telemed.Contracts;

namespace Telemed.Consultations.Listing;

/// <summary>Which lists a caller may ask for.</summary>
public enum Box
{
    /// <summary>My institution asks.</summary>
    Outgoing,

    /// <summary>My institution is asked.</summary>
    Incoming,

    /// <summary>Filed by me or assigned to me; a resident's own.</summary>
    Mine,

    /// <summary>In the area I supervise.</summary>
    Supervised,
}

internal static class BoxAccess
{
    private static readonly Dictionary<string, ConsultationStatus> Statuses =
        Enum.GetValues<ConsultationStatus>().Where(s => s != ConsultationStatus.None).ToDictionary(s => JsonNamingPolicy.CamelCase.ConvertName(s.ToString()));

    /// <summary>The lists behind a box; null when this caller has no such box.</summary>
    public static IReadOnlyList<string>? Owners(Box box, Caller caller)
    {
        var works = caller.InstitutionId is not null && (caller.Is(Role.Physician) || caller.Is(Role.Office));
        return box switch
        {
            Box.Outgoing => works ? [CaseRow.Boxes.Outgoing(caller.InstitutionId!)] : null,
            Box.Incoming => works ? [CaseRow.Boxes.Incoming(caller.InstitutionId!)] : null,
            Box.Mine when caller.Is(Role.Physician) => caller.PractitionerId is { } practitioner
                ? [CaseRow.Boxes.Account(caller.AccountId), CaseRow.Boxes.Practitioner(practitioner)]
                : [CaseRow.Boxes.Account(caller.AccountId)],
            Box.Mine when caller.Is(Role.Resident) => caller.PatientId is { } patient ? [CaseRow.Boxes.Patient(patient)] : [],
            Box.Mine => works ? [] : null,
            _ => Supervised(caller),
        };
    }

    /// <summary>States of a filter: one by name, a stage, or <c>open</c>; null when there is no such name.</summary>
    public static IReadOnlyList<ConsultationStatus>? States(string? stage, string? state)
    {
        if (!string.IsNullOrEmpty(state)) return state.Split(',').All(Statuses.ContainsKey) ? [.. state.Split(',').Distinct().Select(s => Statuses[s])] : null;
        return stage switch
        {
            null or "" or "all" => [.. Statuses.Values],
            "open" => [.. Statuses.Values.Where(s => s.Open())],
            _ => Enum.GetNames<Stage>().FirstOrDefault(n => JsonNamingPolicy.CamelCase.ConvertName(n) == stage) is { } name
                ? [.. Statuses.Values.Where(s => Stages.Of(s) == Enum.Parse<Stage>(name))]
                : null,
        };
    }

    public static T? Name<T>(string? value) where T : struct, Enum =>
        string.IsNullOrEmpty(value) ? null : Opening.RequestBody.Read<T>(value);

    private static string[]? Supervised(Caller caller) =>
        (caller.Is(Role.HealthAuthority) || caller.Is(Role.Insurer)) && caller.AreaCode is { Length: 2 or 4 or 6 } area ? [CaseRow.Boxes.Area(area.PadRight(4, '?'))] : null;
}
