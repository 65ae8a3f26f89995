namespace Telemed.Contracts;

/// <summary>A case opens, changes or closes what it lets its parties see. Published by the case's projection, in log order.</summary>
/// <param name="CaseId">The case.</param>
/// <param name="PatientId">Whose case it is.</param>
/// <param name="InstitutionIds">Institutions joined to it now.</param>
/// <param name="StudyInstanceUids">Studies it names now.</param>
/// <param name="Open">False once it has ended: the doors close.</param>
/// <param name="ResultIds">Results of examinations it names now; none when left out.</param>
/// <param name="OwnerIds">Owners of what it opens who are not joined to it: they learn nothing of the case.</param>
public sealed record CaseAccessChanged(
    string CaseId, string PatientId, IReadOnlyList<string> InstitutionIds, IReadOnlyList<string> StudyInstanceUids, bool Open,
    IReadOnlyList<string>? ResultIds = null, IReadOnlyList<string>? OwnerIds = null);
