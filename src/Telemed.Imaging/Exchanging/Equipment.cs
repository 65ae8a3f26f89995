using Telemed.Contracts;
using Telemed.Dicom.Dimse;
using Telemed.Imaging.Opening;

namespace Telemed.Imaging.Exchanging;

/// <summary>What an application entity may see: the same rule as for people, asked in the name of its institution. One that belongs to nobody sees nothing.</summary>
internal sealed class Equipment(IStudyScopes scopes, IStudyAccess access, StudyReads reads)
{
    public StudyScope ScopeOf(Asker asker) => CallerOf(asker) is { } caller ? scopes.ScopeOf(caller) : StudyScope.Nothing;

    public async ValueTask<bool> MayRead(Asker asker, string study, CancellationToken cancellationToken) =>
        CallerOf(asker) is { } caller && await access.MayRead(caller, study, cancellationToken);

    /// <summary>Writes down that the images of a study went to the asker.</summary>
    public async ValueTask RecordRead(Asker asker, string study, CancellationToken cancellationToken)
    {
        if (CallerOf(asker) is { } caller) await reads.Record(caller, study, cancellationToken);
    }

    private static Caller? CallerOf(Asker asker) => asker.InstitutionId is { } institution ? StudyAccess.Equipment(institution, asker.AeTitle) : null;
}
