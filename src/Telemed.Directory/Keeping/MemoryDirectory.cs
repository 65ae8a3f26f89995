using Telemed.Contracts;

namespace Telemed.Directory.Keeping;

/// <summary>The directory as other contexts see it.</summary>
internal sealed class MemoryDirectory(DirectoryMemory memory) : IDirectory, IInstitutions, IAlliances
{
    public IEnumerable<Institution> All => memory.Index.All;

    public Institution? Institution(string id) => memory.Index.Institution(id);

    public AllianceSummary? Of(string institutionId, DateOnly on) => memory.Index.AllianceOf(institutionId, on);

    public Practitioner? Practitioner(string id) => memory.Index.Practitioner(id);

    public Agreement? AgreementInForce(string invitingId, string invitedId, ServiceKind kind, DateOnly on) =>
        memory.Index.AgreementInForce(invitingId, invitedId, kind, on);

    public bool InSameAlliance(string institutionId, string otherId, DateOnly on) => memory.Index.InSameAlliance(institutionId, otherId, on);

    public Institution? ByAeTitle(string aeTitle) => memory.Index.ByAeTitle(aeTitle);

    public bool Supervises(string areaCode, string institutionId) =>
        areaCode.Length > 0 && Institution(institutionId) is { } institution && institution.AreaCode.StartsWith(areaCode, StringComparison.Ordinal);
}
