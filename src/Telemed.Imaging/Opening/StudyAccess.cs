using Telemed.Contracts;
using Telemed.Imaging.Indexing;
using Telemed.Imaging.Studies;
using Telemed.ReadModel;

namespace Telemed.Imaging.Opening;

/// <summary>The one answer behind every door: the owner's doctors and office may open a study, so may whoever a live case that names it lets in,
/// who opened it in an emergency that is reviewed, an institution for which another platform sent it, and who holds a link to it that has not ended.</summary>
internal sealed class StudyAccess(ImagingIndex index, ProjectionEngine readModel, CaseAccesses cases, TimeProvider time) : IStudyAccess, IStudyScopes, IStudyCases
{
    private const int MaxCases = 100;

    public async ValueTask<bool> MayRead(Caller caller, string studyInstanceUid, CancellationToken cancellationToken) =>
        StudyOwner.Of(index, studyInstanceUid) is { } owner
        && (Owns(caller, owner.InstitutionId) || InEmergency(caller).Contains(studyInstanceUid) || SentHere(caller).Contains(studyInstanceUid) || await CaseFor(caller, studyInstanceUid, cancellationToken) is not null);

    /// <summary>May who holds the link's secret read the study now? The link opens one study and nothing else.</summary>
    public bool MayRead(string shareSecret, string studyInstanceUid)
    {
        using var db = readModel.OpenReader();
        return StudyDoors.SharedBy(db, Sharing.ShareStudy.HashOf(shareSecret), time.GetUtcNow()) == studyInstanceUid && StudyOwner.Of(index, studyInstanceUid) is not null;
    }

    public StudyScope ScopeOf(Caller caller) => new(OwnInstitution(caller), [.. OpenedByCases(caller).Concat(InEmergency(caller)).Concat(SentHere(caller)).Distinct()]);

    /// <summary>What another platform sent for the caller's institution: there the case was looked at before it left.</summary>
    private List<string> SentHere(Caller caller)
    {
        if (OwnInstitution(caller) is not { } institution) return [];
        using var db = readModel.OpenReader();
        return OfOwners(StudyDoors.SentFor(db, institution, time.GetUtcNow()));
    }

    private IReadOnlyList<string> InEmergency(Caller caller)
    {
        if (!caller.Is(Role.Physician)) return [];
        using var db = readModel.OpenReader();
        return StudyDoors.OpenedInEmergency(db, caller.AccountId, time.GetUtcNow());
    }

    /// <summary>An institution's own equipment asks as one of its physicians would: the same rule answers.</summary>
    /// <param name="institutionId">To whom the calling AE title belongs.</param>
    /// <param name="aeTitle">Who calls; goes into the record of reading.</param>
    public static Caller Equipment(string institutionId, string aeTitle) =>
        new($"ae:{aeTitle}", null, institutionId, null, null, new HashSet<Role> { Role.Physician });

    /// <summary>All at once, from the tables: a hospital that is asked by many has thousands of live cases. Whoever is joined to a case asks or is asked in it.</summary>
    private List<string> OpenedByCases(Caller caller)
    {
        if (caller.InstitutionId is not { } institution) return [];
        if (!Access.Decide(caller, Relation.Inviting, Operation.ReadImages) || !Access.Decide(caller, Relation.Invited, Operation.ReadImages)) return [];
        using var db = readModel.OpenReader();
        return OfOwners(StudyGrants.NamedFor(db, institution));
    }

    /// <summary>The studies that belong to the institution named beside them.</summary>
    private List<string> OfOwners(IReadOnlyList<(string Study, string Institution)> named)
    {
        var owners = StudyOwner.Of(index, named.Select(n => n.Study).Distinct());
        return [.. named.Where(n => owners.GetValueOrDefault(n.Study) == n.Institution).Select(n => n.Study)];
    }

    /// <summary>The institution whose studies the caller may open without a case; null when there is none.</summary>
    private static string? OwnInstitution(Caller caller) =>
        caller.Is(Role.Physician) || caller.Is(Role.Office) ? caller.InstitutionId : null;

    /// <summary>Is the study the caller's own institution's, and has the caller a clinical or office role there?</summary>
    public static bool Owns(Caller caller, string? owner) => owner is not null && OwnInstitution(caller) == owner;

    /// <inheritdoc/>
    public async ValueTask<StudyCase?> CaseFor(Caller caller, string studyInstanceUid, CancellationToken cancellationToken)
    {
        if (StudyOwner.Of(index, studyInstanceUid)?.InstitutionId is not { } owner) return null;
        IReadOnlyList<(string CaseId, string PatientId)> naming;
        using (var db = readModel.OpenReader()) naming = StudyGrants.CasesOf(db, studyInstanceUid, owner);
        foreach (var (caseId, patientId) in naming.Take(MaxCases))
            if (Access.Decide(caller, await cases.RelationOf(caller, caseId, cancellationToken), Operation.ReadImages)) return new(caseId, patientId);
        return null;
    }
}
