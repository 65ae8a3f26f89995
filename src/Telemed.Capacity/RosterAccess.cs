using Telemed.Contracts;

namespace Telemed.Capacity;

/// <summary>How a caller stands to an institution whose roster is asked for; the nearest tie counts.</summary>
public enum RosterTie
{
    /// <summary>No tie.</summary>
    None,

    /// <summary>Works there.</summary>
    Own,

    /// <summary>Works at an institution that may ask it for something today.</summary>
    Partner,

    /// <summary>Supervises the area in which it lies.</summary>
    Supervising,
}

/// <summary>What is to be done with a roster.</summary>
public enum RosterOperation
{
    /// <summary>Know for which services somebody is on duty, not who.</summary>
    SeeCover,

    /// <summary>See who is on duty when, and the load of each reader.</summary>
    See,

    /// <summary>Add, change, remove and copy shifts.</summary>
    Keep,
}

/// <summary>Who may see and keep a duty roster.</summary>
public static class RosterAccess
{
    private static readonly (RosterOperation Operation, Role Role, RosterTie Tie)[] Rules =
    [
        (RosterOperation.SeeCover, Role.Physician, RosterTie.Own),
        (RosterOperation.SeeCover, Role.Physician, RosterTie.Partner),
        (RosterOperation.SeeCover, Role.Office, RosterTie.Own),
        (RosterOperation.SeeCover, Role.Office, RosterTie.Partner),
        (RosterOperation.SeeCover, Role.Administrator, RosterTie.Own),
        (RosterOperation.SeeCover, Role.HealthAuthority, RosterTie.Supervising),
        (RosterOperation.See, Role.Physician, RosterTie.Own),
        (RosterOperation.See, Role.Office, RosterTie.Own),
        (RosterOperation.See, Role.Administrator, RosterTie.Own),
        (RosterOperation.Keep, Role.Office, RosterTie.Own),
        (RosterOperation.Keep, Role.Administrator, RosterTie.Own),
    ];

    /// <summary>Allowed when one of the caller's roles may do it with this tie.</summary>
    public static bool Decide(Caller caller, RosterTie tie, RosterOperation operation)
    {
        foreach (var rule in Rules)
            if (rule.Operation == operation && rule.Tie == tie && caller.Is(rule.Role))
                return true;
        return false;
    }

    /// <summary>As the directory knows it today.</summary>
    public static RosterTie TieOf(Caller caller, string institutionId, IDirectory directory, DateOnly today) =>
        caller.InstitutionId == institutionId ? RosterTie.Own
        : caller.InstitutionId is { } own && Enum.GetValues<ServiceKind>().Any(kind => directory.AgreementInForce(own, institutionId, kind, today) is not null) ? RosterTie.Partner
        : caller.AreaCode is { Length: > 0 } area && directory.Supervises(area, institutionId) ? RosterTie.Supervising
        : RosterTie.None;
}
