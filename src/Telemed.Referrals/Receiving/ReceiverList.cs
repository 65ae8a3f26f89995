using Telemed.Contracts;
using Telemed.Referrals.Reading;

namespace Telemed.Referrals.Receiving;

/// <summary>Another receiver that the rules allow.</summary>
public sealed record AlternativeView(string InstitutionId, string Name, ReceiverRelation Relation);

/// <summary>The receivers that an institution may choose from, in the order the rules prefer.</summary>
internal sealed class ReceiverList(IInstitutions institutions, IDirectory directory, PairLookup pairs)
{
    private const int Offers = 5;

    public IReadOnlyList<(Pair Pair, ReceiverRelation Relation, int Rank, bool NeedsReason)> Of(
        Institution from, ReferralDirection direction, Urgency lane, string? department, PolicyPack pack, DateTimeOffset at) =>
        Receivers.Order(direction, lane, institutions.All
            .Where(to => to.Id != from.Id && (string.IsNullOrEmpty(department) || to.Departments.Contains(department)))
            .Select(to => pairs.Of(from, to, pack.Day(at))), pack);

    /// <summary>An answer that refuses the receiver tells which others there are.</summary>
    public Answer<ReferralView> Offer(
        string? fromId, ReferralDirection direction, Urgency lane, string? refused, PolicyPack pack, DateTimeOffset at, Answer<ReferralView> answer)
    {
        if (answer.Problem is not { } problem || fromId is null || directory.Institution(fromId) is not { } from || !AboutReceiver(problem.Code)) return answer;
        return problem.With("alternatives", Of(from, direction, lane, null, pack, at).Where(o => !o.NeedsReason && o.Pair.To.Id != refused).Take(Offers)
            .Select(o => new AlternativeView(o.Pair.To.Id, o.Pair.To.Name, o.Relation)).ToArray());
    }

    private static bool AboutReceiver(string code) => code == Refusals.Code(ReferralRefusal.NearerReceiverFirst) || code == Refusals.Code(ReferralRefusal.ReceiverNotAllowed)
        || code == Refusals.Code(ReferralRefusal.NoAgreement) || code == Refusals.Code(ReferralRefusal.ReceiverNotConnected);
}
