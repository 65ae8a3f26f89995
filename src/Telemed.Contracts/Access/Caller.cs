namespace Telemed.Contracts;

/// <summary>What kind of work an account does. On whom it may do it follows from the <see cref="Relation"/> to the case.</summary>
public enum Role
{
    /// <summary>Asks for help and gives opinions, in the name of the own institution (医师、乡村医生).</summary>
    Physician,

    /// <summary>Remote-medicine and referral office of an institution: triage, assignment, escalation (远程医疗管理办公室).</summary>
    Office,

    /// <summary>Health authority of the area in <see cref="Caller.AreaCode"/> (卫生健康行政部门).</summary>
    HealthAuthority,

    /// <summary>Insurance bureau, read only (医保局).</summary>
    Insurer,

    /// <summary>A resident who sees the own record (居民).</summary>
    Resident,

    /// <summary>Security auditor: audit chain and access log, no clinical content (安全审计员).</summary>
    Auditor,

    /// <summary>Keeps the directory and the accounts; no clinical reading right (平台管理员).</summary>
    Administrator,
}

/// <summary>The signed-in person behind a request.</summary>
/// <param name="AccountId">The account; unique, never reused.</param>
/// <param name="PractitionerId">Set for physicians and office staff.</param>
/// <param name="InstitutionId">Where this person works.</param>
/// <param name="AreaCode">GB/T 2260 prefix that a health authority or insurer supervises: <c>5201</c> a city, <c>520121</c> a county.</param>
/// <param name="PatientId">Set for residents.</param>
/// <param name="Roles">At least one.</param>
public sealed record Caller(
    string AccountId, string? PractitionerId, string? InstitutionId, string? AreaCode, string? PatientId, IReadOnlySet<Role> Roles)
{
    /// <summary>Has that role.</summary>
    public bool Is(Role role) => Roles.Contains(role);
}
