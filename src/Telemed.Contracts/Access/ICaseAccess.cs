namespace Telemed.Contracts;

/// <summary>How a caller stands to a case that lives in another context; the hub and the image doors ask. Each context with cases registers one.</summary>
public interface ICaseAccess
{
    /// <summary><see cref="Relation.None"/> when there is no such case here or no tie to it.</summary>
    ValueTask<Relation> RelationOf(Caller caller, string caseId, CancellationToken cancellationToken);
}

/// <summary>Asks every context: ids of cases are unique among them.</summary>
public sealed class CaseAccesses(IEnumerable<ICaseAccess> contexts)
{
    /// <summary><see cref="Relation.None"/> when no context knows a case of that id with a tie to the caller.</summary>
    public async ValueTask<Relation> RelationOf(Caller caller, string caseId, CancellationToken cancellationToken)
    {
        foreach (var context in contexts)
            if (await context.RelationOf(caller, caseId, cancellationToken) is not Relation.None and var relation)
                return relation;
        return Relation.None;
    }
}
