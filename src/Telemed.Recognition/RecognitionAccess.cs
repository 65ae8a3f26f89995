using Telemed.Contracts;
using Telemed.Kernel;

namespace Telemed.Recognition;

/// <summary>Tells the hub and the image doors how a caller stands to a check.</summary>
internal sealed class RecognitionAccess(ICaseOwner owner, IDirectory directory) : ICaseAccess
{
    public async ValueTask<Relation> RelationOf(Caller caller, string caseId, CancellationToken cancellationToken)
    {
        if (!RecognitionCases.IsId(caseId)) return Relation.None;
        var loaded = await owner.Load(RecognitionCheck.Aggregate, caseId, cancellationToken);
        return Relations.Of(loaded.State, caller, directory);
    }
}
