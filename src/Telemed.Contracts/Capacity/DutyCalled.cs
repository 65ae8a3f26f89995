namespace Telemed.Contracts;

/// <summary>An emergency calls whoever is on duty. Published when an emergency comes in or is put before the head of the office, in the same transaction; the case's own notice names them.</summary>
/// <param name="CaseId">The case.</param>
/// <param name="PractitionerIds">Those who are called.</param>
public sealed record DutyCalled(string CaseId, IReadOnlyList<string> PractitionerIds);
