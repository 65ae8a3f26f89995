namespace Telemed.Contracts;

/// <summary>How a caller stands to one case. A caller may stand in several relations at once.</summary>
[Flags]
public enum Relation
{
    /// <summary>No tie to the case: it does not exist for this caller.</summary>
    None = 0,

    /// <summary>The physician who filed the case.</summary>
    Author = 1,

    /// <summary>Works at the institution that asks.</summary>
    Inviting = 2,

    /// <summary>Works at the institution that is asked.</summary>
    Invited = 4,

    /// <summary>One of the practitioners to whom the case was assigned.</summary>
    Assigned = 8,

    /// <summary>The assigned practitioner who leads.</summary>
    Lead = 16,

    /// <summary>Health authority or insurer whose area holds one of the institutions.</summary>
    Supervising = 32,

    /// <summary>The patient.</summary>
    Patient = 64,
}

/// <summary>What is to be done with a case or with what it opens.</summary>
public enum Operation
{
    /// <summary>Know that the case exists: number, state, clocks, parties.</summary>
    SeeCase,

    /// <summary>Read the clinical content, the documents and the released opinion.</summary>
    ReadContent,

    /// <summary>Open images and waveforms the case names.</summary>
    ReadImages,

    /// <summary>Read an opinion that is not released.</summary>
    ReadDraft,

    /// <summary>Take part in the chat and the live session.</summary>
    JoinSession,
}

/// <summary>The one policy behind every list, document, image and export.</summary>
public static class Access
{
    private static readonly (Operation Operation, Role Role, Relation Relation)[] Rules =
    [
        (Operation.SeeCase, Role.Physician, Relation.Inviting),
        (Operation.SeeCase, Role.Physician, Relation.Invited),
        (Operation.SeeCase, Role.Physician, Relation.Assigned),
        (Operation.SeeCase, Role.Office, Relation.Inviting),
        (Operation.SeeCase, Role.Office, Relation.Invited),
        (Operation.SeeCase, Role.HealthAuthority, Relation.Supervising),
        (Operation.SeeCase, Role.Insurer, Relation.Supervising),
        (Operation.SeeCase, Role.Resident, Relation.Patient),
        (Operation.ReadContent, Role.Physician, Relation.Inviting),
        (Operation.ReadContent, Role.Physician, Relation.Invited),
        (Operation.ReadContent, Role.Physician, Relation.Assigned),
        (Operation.ReadContent, Role.Office, Relation.Inviting),
        (Operation.ReadContent, Role.Office, Relation.Invited),
        (Operation.ReadContent, Role.Resident, Relation.Patient),
        (Operation.ReadImages, Role.Physician, Relation.Inviting),
        (Operation.ReadImages, Role.Physician, Relation.Invited),
        (Operation.ReadImages, Role.Physician, Relation.Assigned),
        (Operation.ReadImages, Role.Office, Relation.Inviting),
        (Operation.ReadImages, Role.Office, Relation.Invited),
        (Operation.ReadImages, Role.Resident, Relation.Patient),
        (Operation.ReadDraft, Role.Physician, Relation.Assigned),
        (Operation.JoinSession, Role.Physician, Relation.Inviting),
        (Operation.JoinSession, Role.Physician, Relation.Assigned),
        (Operation.JoinSession, Role.Office, Relation.Inviting),
        (Operation.JoinSession, Role.Office, Relation.Invited),
    ];

    /// <summary>Every rule, for the printed matrix and the tests.</summary>
    public static IReadOnlyList<(Operation Operation, Role Role, Relation Relation)> Table => Rules;

    /// <summary>Allowed when one of the caller's roles may do it in one of the relations.</summary>
    public static bool Decide(Caller caller, Relation relation, Operation operation)
    {
        foreach (var rule in Rules)
            if (rule.Operation == operation && (relation & rule.Relation) != 0 && caller.Is(rule.Role))
                return true;
        return false;
    }
}
