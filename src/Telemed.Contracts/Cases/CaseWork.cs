namespace Telemed.Contracts;

/// <summary>Who owes the output of a case now. Published by the case's projection whenever it changes, in log order.</summary>
/// <param name="CaseId">The case.</param>
/// <param name="InstitutionId">Where the output is made.</param>
/// <param name="Kind">Kind of service.</param>
/// <param name="Urgency">Lane.</param>
/// <param name="PractitionerIds">Those assigned, until the output is released; then none.</param>
/// <param name="Due">When the next clock of those assigned runs out, or ran out.</param>
/// <param name="Breached">A clock of theirs has run out.</param>
/// <param name="SignedBy">Those who signed with this append.</param>
/// <param name="Rewritten">This append wrote the draft anew: earlier signatures hold no more.</param>
/// <param name="At">Moment of the append.</param>
public sealed record CaseWork(
    string CaseId, string InstitutionId, ServiceKind Kind, Urgency Urgency, IReadOnlyList<string> PractitionerIds, DateTimeOffset? Due, bool Breached,
    IReadOnlyList<string> SignedBy, bool Rewritten, DateTimeOffset At);
