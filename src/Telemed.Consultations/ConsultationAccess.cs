using Telemed.Contracts;
using Telemed.Kernel;

namespace Telemed.Consultations;

/// <summary>Tells the hub and the image doors how a caller stands to a consultation.</summary>
internal sealed class ConsultationAccess(ICaseOwner owner, IDirectory directory) : ICaseAccess
{
    public async ValueTask<Relation> RelationOf(Caller caller, string caseId, CancellationToken cancellationToken)
    {
        if (!ConsultationCases.IsId(caseId)) return Relation.None;
        var loaded = await owner.Load(Consultation.Aggregate, caseId, cancellationToken);
        return Relations.Of(loaded.State, caller, directory);
    }
}
