using Telemed.Contracts;

namespace Telemed.Referrals.Listing;

/// <summary>Which lists a caller may ask for.</summary>
public enum Box
{
    /// <summary>My institution refers.</summary>
    Outgoing,

    /// <summary>My institution receives.</summary>
    Incoming,

    /// <summary>Filed by me, or returned to me as family doctor; a resident's own.</summary>
    Mine,

    /// <summary>In the area I supervise.</summary>
    Supervised,

    /// <summary>Patients to whom my institution owes follow-ups.</summary>
    FollowUp,
}

internal static class BoxAccess
{
    /// <summary>The lists behind a box; null when this caller has no such box.</summary>
    public static IReadOnlyList<string>? Owners(string? name, Caller caller)
    {
        var supervises = caller.Is(Role.HealthAuthority) || caller.Is(Role.Insurer);
        var works = caller.InstitutionId is not null && (caller.Is(Role.Physician) || caller.Is(Role.Office));
        return (Named.Read<Box>(name) ?? (supervises ? Box.Supervised : Box.Mine)) switch
        {
            Box.Outgoing => works ? [ReferralRow.Boxes.Outgoing(caller.InstitutionId!)] : null,
            Box.Incoming => works ? [ReferralRow.Boxes.Incoming(caller.InstitutionId!)] : null,
            Box.FollowUp => works ? [ReferralRow.FollowUpBox(caller.InstitutionId!)] : null,
            Box.Mine when caller.Is(Role.Physician) => caller.PractitionerId is { } practitioner
                ? [ReferralRow.Boxes.Account(caller.AccountId), ReferralRow.Boxes.Practitioner(practitioner)]
                : [ReferralRow.Boxes.Account(caller.AccountId)],
            Box.Mine when caller.Is(Role.Resident) => caller.PatientId is { } patient ? [ReferralRow.Boxes.Patient(patient)] : [],
            Box.Mine => works ? [] : null,
            _ => supervises && caller.AreaCode is { Length: 2 or 4 or 6 } area ? [ReferralRow.Boxes.Area(area.PadRight(4, '?'))] : null,
        };
    }

    /// <summary>Numbers of a filter: states by name, a stage, or <c>open</c>; null when there is no such name.</summary>
    public static IReadOnlySet<int>? Numbers(string? stage, string? state)
    {
        if (!string.IsNullOrEmpty(state))
        {
            if (!state.Split(',').All(Named.Known<ReferralStatus>)) return null;
            var wanted = state.Split(',').Select(s => Named.Read<ReferralStatus>(s)!.Value).ToHashSet();
            return Stages.Numbers.Where(n => wanted.Contains(Stages.Status(n))).ToHashSet();
        }
        return stage switch
        {
            null or "" or "all" => Stages.Numbers.ToHashSet(),
            "open" => Stages.Numbers.Where(n => Stages.Of(n) != Stage.Ended).ToHashSet(),
            _ => Named.Known<Stage>(stage) ? Stages.Numbers.Where(n => Stages.Of(n) == Named.Read<Stage>(stage)).ToHashSet() : null,
        };
    }
}
