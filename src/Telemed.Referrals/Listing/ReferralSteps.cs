using System.Collections.Frozen;
using System.Globalization;
using Telemed.Contracts;
using Telemed.Kernel;
using Telemed.ReadModel;
using static Telemed.Referrals.ReferralEvent;

namespace Telemed.Referrals.Listing;

/// <summary>Tells every stored fact to those who count and to the patient's timeline.</summary>
internal static class ReferralSteps
{
    // looked up once: this runs for every fact that is ever stored
    private static readonly FrozenDictionary<Type, string> Steps = Referral.Aggregate.Format.Types.ToFrozenDictionary(
        pair => pair.Value, pair => pair.Key[(ReferralCases.Category.Length + 1)..]);

    public static void Publish(Projecting projecting, StoredAppend append, IReadOnlyList<(ReferralEvent Fact, ReferralState After)> steps)
    {
        CaseFacts? facts = null;
        ReferralState? of = null;
        foreach (var (fact, after) in steps)
        {
            if (facts is null || !SameFacts(of!, after)) facts = Facts(after);
            of = after;
            projecting.Publish(new CaseStep(
                ReferralCases.Category, append.Stream.Id, Steps[fact.GetType()], append.Context.At, append.Context.Actor.InstitutionId, facts, Detail(fact, after), Due(fact, after),
                fact is not ClockStopped { Met: false }));
        }
    }

    private static CaseFacts Facts(ReferralState s) => new(
        s.Number, Named.Of(s.Direction), s.Lane, Named.Of(s.Status), s.Status.Open(), s.Request.PatientId, s.FromId,
        s.SubmittedAt is null ? null : s.To.InstitutionId, s.To.Department, s.Standing?.Areas.From, s.Standing?.Areas.To);

    private static bool SameFacts(ReferralState one, ReferralState other) =>
        one.Status == other.Status && ReferenceEquals(one.Request, other.Request) && ReferenceEquals(one.Standing, other.Standing) && one.SubmittedAt == other.SubmittedAt;

    private static string? Detail(ReferralEvent fact, ReferralState after) => fact switch
    {
        Drafted f => f.Request.Diagnoses.Count == 0 ? "noDiagnosis" : null,
        Edited f => f.Request.Diagnoses.Count == 0 ? "noDiagnosis" : null,
        Submitted => after.Request.ReasonCode,
        Reserved f => Named.Of(f.Place.Kind),
        Declined f => f.ReasonCode,
        Redirected f => f.ReasonCode,
        Departed => after.Transport is { } transport ? Named.Of(transport.Mode) : null,
        ReturnedDown f => f.Return.Id,
        ReturnReceived f => f.ReturnId,
        ReturnFollowedUp f => f.ReturnId,
        ReturnEnded f => Named.Of(f.State),
        FollowedUp f => ChinaTime.Day(f.On).ToString("yyyy-MM-dd", CultureInfo.InvariantCulture),
        Rated f => f.Score.ToString(CultureInfo.InvariantCulture),
        ClosedItself f => f.Reason,
        CancellationRequested f => Named.Of(f.Side),
        Cancelled => after.CancelWish is { } wish ? Named.Of(wish.Side) : null,
        ClockStarted f => f.Clock,
        ClockPaused f => f.Clock,
        ClockResumed f => f.Clock,
        ClockStopped f => f.Clock,
        ClockBreached f => f.Clock,
        Escalated f => f.Clock,
        SecondHospitalOffered f => f.Clock,
        Expired f => f.Clock,
        _ => null,
    };

    private static DateTimeOffset? Due(ReferralEvent fact, ReferralState after) => fact switch
    {
        ClockStarted f => f.DueAt,
        ClockResumed f => f.DueAt,
        ClockBreached f => f.DueAt,
        Reserved f => f.Place.Start,
        FollowedUp f => EndOf(after, f.TaskId),
        FollowUpWaived f => EndOf(after, f.TaskId),
        _ => null,
    };

    private static DateTimeOffset? EndOf(ReferralState state, string taskId) =>
        state.FollowUps.FirstOrDefault(t => t.Id == taskId) is { } task
            ? new DateTimeOffset(task.DueOn.AddDays(1).ToDateTime(TimeOnly.MinValue), ChinaTime.UtcOffset).ToUniversalTime()
            : null;
}
