namespace Telemed.Contracts;

/// <summary>How a caller stands to a case that lives in another context; the hub and the image doors ask.</summary>
public interface ICaseAccess
{
    /// <summary><see cref="Relation.None"/> when there is no such case or no tie to it.</summary>
    ValueTask<Relation> RelationOf(Caller caller, string caseId, CancellationToken cancellationToken);
}
