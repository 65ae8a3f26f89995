using Telemed.Contracts;
using Telemed.Kernel;

namespace Telemed.Referrals;

/// <summary>Tells the hub and the image doors how a caller stands to a referral.</summary>
internal sealed class ReferralAccess(ICaseOwner owner, IDirectory directory) : ICaseAccess
{
    public async ValueTask<Relation> RelationOf(Caller caller, string caseId, CancellationToken cancellationToken)
    {
        if (!ReferralCases.IsId(caseId)) return Relation.None;
        var loaded = await owner.Load(Referral.Aggregate, caseId, cancellationToken);
        return Relations.Of(loaded.State, caller, directory);
    }
}
