namespace Telemed.Contracts;

/// <summary>A case's own fact says that somebody asked for data of a patient: no further fact is stored for that, and the patient sees it among the reads of <see cref="IAccessLog"/>. Published by the case's projection.</summary>
/// <param name="PatientId">Whose data.</param>
/// <param name="What">As in <see cref="PatientRead"/>.</param>
/// <param name="Purpose">As in <see cref="PatientRead"/>.</param>
/// <param name="CaseId">The case.</param>
/// <param name="AccountId">Who asked.</param>
/// <param name="InstitutionId">For which institution.</param>
/// <param name="At">When, UTC.</param>
public sealed record PatientReadInCase(string PatientId, string What, string Purpose, string CaseId, string AccountId, string InstitutionId, DateTimeOffset At);
