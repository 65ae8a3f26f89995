using Telemed.Capacity;
using Telemed.Contracts;

namespace Telemed.Web.Live;

/// <summary>Who may watch which topic: the same policy as behind every list.</summary>
internal sealed class TopicAccess(CaseAccesses cases, IDirectory directory, TimeProvider time)
{
    public async ValueTask<bool> MayWatch(Caller caller, string topic, CancellationToken cancellationToken)
    {
        var colon = topic.IndexOf(':', StringComparison.Ordinal);
        if (colon < 0) return false;
        var id = topic[(colon + 1)..];
        return topic[..colon] switch
        {
            "inbox" => caller.InstitutionId == id && (caller.Is(Role.Physician) || caller.Is(Role.Office))
                || caller is { AreaCode: { } area } && caller.Is(Role.HealthAuthority) && directory.Supervises(area, id),
            "case" or "round" => await May(caller, id, Operation.SeeCase, cancellationToken),
            "session" => await May(caller, id, Operation.JoinSession, cancellationToken),
            "board" => caller.Is(Role.HealthAuthority) && caller.AreaCode is { Length: > 0 } within && id.StartsWith(within, StringComparison.Ordinal)
                || caller.Is(Role.Office) && caller.InstitutionId == id,
            "roster" => RosterAccess.Decide(caller, RosterAccess.TieOf(caller, id, directory, ChinaTime.Day(time.GetUtcNow())), RosterOperation.See),
            _ => false,
        };
    }

    public async ValueTask<bool> May(Caller caller, string caseId, Operation operation, CancellationToken cancellationToken) =>
        Access.Decide(caller, await cases.RelationOf(caller, caseId, cancellationToken), operation);
}
