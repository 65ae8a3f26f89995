using Telemed.Contracts;

namespace Telemed.Referrals;

/// <summary>Two institutions as the relation rules see them.</summary>
/// <param name="Agreement">One in force between the two, of any kind.</param>
/// <param name="Origin">The patient came from there: a return is always allowed.</param>
public sealed record Pair(Institution From, Institution To, bool SameAlliance, Agreement? Agreement, bool Origin = false);

/// <summary>Who may receive whom: the levels of the two institutions, and the rules of the region's pack.</summary>
public static class Receivers
{
    private const int CityDigits = 4;

    /// <summary>The nearest relation the two stand in.</summary>
    public static ReceiverRelation RelationOf(Pair pair) =>
        pair.SameAlliance ? ReceiverRelation.Alliance
        : pair.From.AreaCode == pair.To.AreaCode && pair.To.Tier >= AdministrativeTier.County ? ReceiverRelation.County
        : !SameCity(pair) ? ReceiverRelation.CrossCity
        : pair.Agreement is not null ? ReceiverRelation.Agreement : ReceiverRelation.SameCity;

    /// <summary>Why this receiver may not be chosen; null when it may.</summary>
    /// <param name="reasonGiven">A nearer receiver does not do: an emergency, a refusal before, or the doctor's own word.</param>
    public static ReferralRefusal? Stops(ReferralDirection direction, Pair pair, PolicyPack pack, bool reasonGiven)
    {
        if (pair.From.Id == pair.To.Id) return ReferralRefusal.OwnInstitution;
        if (pair.To.Status is not (ConnectionStatus.Connected or ConnectionStatus.Trial)) return ReferralRefusal.ReceiverNotConnected;
        if (pair.To.Ownership == Ownership.ThirdParty) return ReferralRefusal.ReceiverTakesNoPatients;
        if (!Fits(direction, pair)) return ReferralRefusal.DirectionDoesNotFit;
        if (pair.Origin) return null;
        if (pack.Referrals.Receiver(direction, RelationOf(pair)) is not { Rule: var rule }) return ReferralRefusal.ReceiverNotAllowed;
        if (rule.NeedsAgreement && pair.Agreement is null) return ReferralRefusal.NoAgreement;
        return rule.NeedsReason && !reasonGiven ? ReferralRefusal.NearerReceiverFirst : null;
    }

    /// <summary>The receivers this institution may choose from, best first: by the pack's order, then the lower hospital, then the name.</summary>
    public static IReadOnlyList<(Pair Pair, ReceiverRelation Relation, int Rank, bool NeedsReason)> Order(
        ReferralDirection direction, Urgency lane, IEnumerable<Pair> pairs, PolicyPack pack) =>
    [
        .. from pair in pairs
           where Stops(direction, pair, pack, reasonGiven: true) is null
           let relation = RelationOf(pair)
           let rule = pack.Referrals.Receiver(direction, relation)
           let rank = pair.Origin ? -1 : rule?.Rank ?? int.MaxValue
           orderby rank, direction == ReferralDirection.Down ? (int)pair.To.Tier : -(int)pair.To.Tier, pair.To.Name
           select (pair, relation, rank, lane != Urgency.Emergency && !pair.Origin && rule?.Rule.NeedsReason == true),
    ];

    private static bool Fits(ReferralDirection direction, Pair pair) => direction switch
    {
        ReferralDirection.Up => pair.To.Tier < pair.From.Tier,
        ReferralDirection.Down => pair.To.Tier > pair.From.Tier || pair.Origin,
        _ => pair.To.Tier == pair.From.Tier,
    };

    private static bool SameCity(Pair pair) =>
        pair.From.AreaCode.Length >= CityDigits && pair.To.AreaCode.Length >= CityDigits
        && pair.From.AreaCode.AsSpan(0, CityDigits).SequenceEqual(pair.To.AreaCode.AsSpan(0, CityDigits));
}
