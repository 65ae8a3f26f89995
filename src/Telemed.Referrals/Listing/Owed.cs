using Telemed.Contracts;
using Telemed.ReadModel;
using static Telemed.Referrals.ReferralEvent;

namespace Telemed.Referrals.Listing;

/// <summary>What one case owes to another: written with the fact that causes it, gone with the fact that settles it. A restart finds what a crash cut.</summary>
internal static class Owed
{
    /// <summary>The target is a return that its source decided on.</summary>
    public const string Return = "return";

    /// <summary>The target is to hear how its return stands.</summary>
    public const string News = "news";

    /// <summary>The patient was admitted under the source.</summary>
    public const string Elsewhere = "admittedElsewhere";

    /// <summary>The patient died under the source.</summary>
    public const string Died = "patientDied";

    public static void Keep(
        Projecting projecting, ReferralRow? before, ReferralRow after, IReadOnlyList<(ReferralEvent Fact, ReferralState After)> steps, Func<string, ReferralRow?> find)
    {
        Settle(projecting, before, after);
        foreach (var (fact, state) in steps)
            switch (fact)
            {
                case ReturnedDown e when find(e.Return.Id) is null:
                    Add(projecting, e.Return.Id, Return, after.Id);
                    break;
                case ReturnReceived or ReturnFollowedUp or ReturnEnded:
                    projecting.Execute("DELETE FROM referral_owed WHERE target=?1 AND what=?2 AND source=?3", after.Id, News, state.Return!.Case.Id);
                    break;
                case Admitted e when e.Ward is { Length: > 0 } || state.Held is { Kind: CapacityKind.Bed }:
                    Others(projecting, after, find, Elsewhere, other => other.State.Status.BeforeArrival() && other.State.Direction != ReferralDirection.Down);
                    break;
                case DeathRecorded:
                    Others(projecting, after, find, Died, other => other.State.Status.Open());
                    break;
            }
        if (after.State.ReturnOf is { } up && find(up.Id) is { } above && HasNews(above.State, after)) Add(projecting, up.Id, News, after.Id);
        // more may have happened below than this step has heard of
        if (after.State.Return is { } known && find(known.Case.Id) is { } below && HasNews(after.State, below)) Add(projecting, after.Id, News, below.Id);
    }

    private static void Settle(Projecting projecting, ReferralRow? before, ReferralRow row)
    {
        if (before is null)
        {
            if (row.State.ReturnOf is not null) projecting.Execute("DELETE FROM referral_owed WHERE target=?1 AND what=?2", row.Id, Return);
            return;
        }
        if (before.State.Status.Open() && !row.State.Status.Open()) projecting.Execute("DELETE FROM referral_owed WHERE target=?1", row.Id);
        else if (before.State.Status.BeforeArrival() && !row.State.Status.BeforeArrival())
            projecting.Execute("DELETE FROM referral_owed WHERE target=?1 AND what=?2", row.Id, Elsewhere);
    }

    /// <summary>The case above does not know yet what happened here.</summary>
    private static bool HasNews(ReferralState above, ReferralRow back) =>
        above.Status.Open() && above.Return is { Ended: false } known && known.Case.Id == back.Id
        && ((known.ReceivedAt is null && back.State.ReceivedAt is not null)
            || (known.FollowedUpAt is null && back.State.FollowUps.Any(t => t.Settled))
            || (back.State.Status.Ended() && !known.LoopClosed));

    private static void Others(Projecting projecting, ReferralRow row, Func<string, ReferralRow?> find, string what, Func<ReferralRow, bool> wanted)
    {
        foreach (var id in LiveCases.Of(projecting, row.State.Request.PatientId))
            if (id != row.Id && find(id) is { } other && wanted(other)) Add(projecting, id, what, row.Id);
    }

    private static void Add(Projecting projecting, string target, string what, string source) =>
        projecting.Execute("INSERT OR IGNORE INTO referral_owed (target, what, source) VALUES (?1, ?2, ?3)", target, what, source);
}
