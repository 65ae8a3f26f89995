using Telemed.Contracts;

namespace Telemed.Cases.Acting;

/// <summary>Who may act on a case: a role in a relation to it.</summary>
/// <param name="Role">What kind of work.</param>
/// <param name="Relation">How the caller stands to the case.</param>
public readonly record struct Party(Role Role, Relation Relation);

/// <summary>Looks among parties for a caller.</summary>
public static class Parties
{
    /// <summary>Whether this caller, standing like this to the case, is one of them.</summary>
    public static bool Include(this IReadOnlyList<Party> parties, Caller caller, Relation relation)
    {
        foreach (var party in parties)
            if ((relation & party.Relation) != 0 && caller.Is(party.Role))
                return true;
        return false;
    }
}
