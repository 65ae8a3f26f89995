using System.Collections.Frozen;
using System.Globalization;
using System.Text.Json;
using Telemed.Contracts;
using Telemed.Kernel;
using Telemed.ReadModel;
using static Telemed.Consultations.ConsultationEvent;

namespace Telemed.Consultations.Listing;

/// <summary>Tells every stored fact to those who count and to the patient's timeline.</summary>
internal static class CaseSteps
{
    // looked up once: this runs for every fact that is ever stored
    private static readonly FrozenDictionary<Type, string> Steps = Consultation.Aggregate.Format.Types.ToFrozenDictionary(
        pair => pair.Value, pair => pair.Key[(ConsultationCases.Category.Length + 1)..]);

    private static readonly string[] States = Names<ConsultationStatus>();
    private static readonly string[] Kinds = Names<ServiceKind>();
    private static readonly string[] Decisions = Names<AdoptionDecision>();
    private static readonly string[] Sides = Names<Side>();

    public static void Publish(Projecting projecting, StoredAppend append, IReadOnlyList<(ConsultationEvent Fact, ConsultationState After)> steps)
    {
        CaseFacts? facts = null;
        ConsultationState? of = null;
        foreach (var (fact, after) in steps)
        {
            if (facts is null || !SameFacts(of!, after)) facts = Facts(after);
            of = after;
            projecting.Publish(new CaseStep(
                ConsultationCases.Category, append.Stream.Id, Steps[fact.GetType()], append.Context.At, append.Context.Actor.InstitutionId, facts, Detail(fact), Due(fact),
                fact is not ClockStopped { Met: false }));
        }
    }

    private static CaseFacts Facts(ConsultationState s)
    {
        var sent = s.SubmittedAt is not null;
        return new(
            s.Number, Kinds[(int)s.Request.Kind], s.Request.Urgency, States[(int)s.Status], s.Status.Open(), s.Request.PatientId, s.InvitingId,
            sent ? s.Invited.InstitutionId : null, s.Invited.Department, s.Areas?.Inviting, s.Areas?.Invited);
    }

    /// <summary>Most facts of one append are of clocks and change nothing here.</summary>
    private static bool SameFacts(ConsultationState one, ConsultationState other) =>
        one.Status == other.Status && ReferenceEquals(one.Request, other.Request) && ReferenceEquals(one.Areas, other.Areas) && one.SubmittedAt == other.SubmittedAt;

    private static string? Detail(ConsultationEvent fact) => fact switch
    {
        Drafted f => Undiagnosed(f.Request),
        Edited f => Undiagnosed(f.Request),
        Declined f => f.ReasonCode,
        Redirected f => f.ReasonCode,
        DecisionRecorded f => Decisions[(int)f.Decision],
        FollowedUp f => ChinaTime.Day(f.On).ToString("yyyy-MM-dd", CultureInfo.InvariantCulture),
        Rated f => f.Score.ToString(CultureInfo.InvariantCulture),
        MarkedNoShow f => Sides[(int)f.Side],
        ConvertedToReferral f => f.ReferralId,
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

    private static DateTimeOffset? Due(ConsultationEvent fact) => fact switch
    {
        ClockStarted f => f.DueAt,
        ClockResumed f => f.DueAt,
        ClockBreached f => f.DueAt,
        _ => null,
    };

    private static string? Undiagnosed(ConsultationRequest request) => request.Summary.Diagnoses.Count == 0 ? "noDiagnosis" : null;

    private static string[] Names<T>() where T : struct, Enum => [.. Enum.GetNames<T>().Select(JsonNamingPolicy.CamelCase.ConvertName)];
}
