using Telemed.Contracts;

namespace Telemed.Referrals.Receiving;

/// <summary>Looks up how two institutions stand to each other.</summary>
internal sealed class PairLookup(IDirectory directory)
{
    private static readonly ServiceKind[] Kinds = Enum.GetValues<ServiceKind>();

    /// <summary>Null when one of them is unknown.</summary>
    public Pair? Of(string? fromId, string? toId, DateOnly day, bool origin = false) =>
        fromId is { Length: > 0 } && toId is { Length: > 0 } && directory.Institution(fromId) is { } from && directory.Institution(toId) is { } to
            ? Of(from, to, day, origin)
            : null;

    public Pair Of(Institution from, Institution to, DateOnly day, bool origin = false) =>
        new(from, to, directory.InSameAlliance(from.Id, to.Id, day), Agreement(from.Id, to.Id, day), origin);

    // who may ask the other for any service may refer to it, in both directions
    private Agreement? Agreement(string one, string other, DateOnly day)
    {
        foreach (var kind in Kinds)
            if ((directory.AgreementInForce(one, other, kind, day) ?? directory.AgreementInForce(other, one, kind, day)) is { } agreement)
                return agreement;
        return null;
    }
}
