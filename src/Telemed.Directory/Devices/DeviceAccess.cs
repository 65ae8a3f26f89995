using Telemed.Contracts;

namespace Telemed.Directory.Devices;

/// <summary>How a caller stands to a device.</summary>
[Flags]
public enum DeviceRelation
{
    /// <summary>It does not exist for this caller.</summary>
    None = 0,

    /// <summary>The caller's own app.</summary>
    Own = 1,

    /// <summary>Belongs to the caller's institution; for an administrator without an institution, to any.</summary>
    Keeping = 2,
}

/// <summary>What is to be done with a device.</summary>
public enum DeviceOperation
{
    See,
    Register,
    Rename,
    Block,
    Unblock,
    Retire,
}

/// <summary>Who may do what with a device: people with their own apps, offices and administrators with what their institution has.</summary>
public static class DeviceAccess
{
    // a lost device is blocked by whoever lost it; only the institution opens it again
    private static readonly (DeviceOperation Operation, DeviceRelation Relation, Role? Role)[] Rules =
    [
        (DeviceOperation.See, DeviceRelation.Own, null),
        (DeviceOperation.Rename, DeviceRelation.Own, null),
        (DeviceOperation.Block, DeviceRelation.Own, null),
        (DeviceOperation.Retire, DeviceRelation.Own, null),
        .. Enum.GetValues<DeviceOperation>().SelectMany(operation => new (DeviceOperation, DeviceRelation, Role?)[]
        {
            (operation, DeviceRelation.Keeping, Role.Office),
            (operation, DeviceRelation.Keeping, Role.Administrator),
        }),
    ];

    public static bool Decide(Caller caller, DeviceRelation relation, DeviceOperation operation)
    {
        foreach (var rule in Rules)
            if (rule.Operation == operation && (relation & rule.Relation) != 0 && (rule.Role is not { } role || caller.Is(role)))
                return true;
        return false;
    }

    public static DeviceRelation RelationOf(Caller caller, string institutionId, string? accountId) =>
        (accountId == caller.AccountId ? DeviceRelation.Own : DeviceRelation.None)
        | ((caller.InstitutionId is { } own ? own == institutionId : caller.Is(Role.Administrator)) ? DeviceRelation.Keeping : DeviceRelation.None);
}
