using System.Text.Json;
using Telemed.Contracts;
using Telemed.ReadModel;
using static Telemed.Consultations.ConsultationEvent;

namespace Telemed.Consultations.Listing;

/// <summary>A notice of an emergency that is not rung yet.</summary>
internal sealed record Alarm(string Institution, string Kind, CaseRow Row, ConsultationState State, DateTimeOffset At, IReadOnlyList<string>? Practitioners);

/// <summary>Rings the doorbells of a case and of the institutions it concerns. No personal data: ids, number, kind, state.</summary>
internal static class CaseRings
{
    /// <returns>Notices of an emergency, which wait to hear who of those on duty is called.</returns>
    public static IReadOnlyList<Alarm> Ring(
        Projecting projecting, CaseRow? before, CaseRow after, IReadOnlyList<(ConsultationEvent Fact, ConsultationState After)> steps, DateTimeOffset at)
    {
        var told = new HashSet<string>();
        var alarms = new List<Alarm>();
        foreach (var (fact, state) in steps)
        {
            if (fact is ClockStarted or ClockPaused or ClockResumed or ClockStopped) continue;
            projecting.Ring($"case:{after.Id}", Name(fact), at, new { state = state.Status, version = after.Version });
            foreach (var (institution, kind, practitioners) in Notices(fact, state, before))
            {
                told.Add(institution);
                if (state.Request.Urgency == Urgency.Emergency && kind is "submitted" or "escalated") alarms.Add(new(institution, kind, after, state, at, practitioners));
                else Notice(projecting, institution, kind, after, state, at, practitioners);
            }
        }
        if (before?.State.Status == after.State.Status || after.State.SubmittedAt is null) return alarms;
        foreach (var institution in new[] { after.State.InvitingId, after.State.Invited.InstitutionId! })
            if (!told.Contains(institution)) Notice(projecting, institution, "changed", after, after.State, at, null);
        return alarms;
    }

    /// <summary>One notice for the whole house and for those who are called.</summary>
    public static void Ring(Projecting projecting, Alarm alarm, IReadOnlyList<string>? called) =>
        Notice(projecting, alarm.Institution, alarm.Kind, alarm.Row, alarm.State, alarm.At, alarm.Practitioners, called);

    private static IEnumerable<(string Institution, string Kind, IReadOnlyList<string>? Practitioners)> Notices(
        ConsultationEvent fact, ConsultationState s, CaseRow? before)
    {
        if (s.SubmittedAt is null) return [];
        var asking = s.InvitingId;
        var asked = s.Invited.InstitutionId!;
        string[]? author = s.Author.PractitionerId is { } practitioner ? [practitioner] : null;
        var experts = s.Assigned.Select(a => a.PractitionerId).ToArray();
        return fact switch
        {
            Submitted => [(asked, "submitted", Named(s))],
            Redirected => [(asked, "submitted", Named(s)), (before!.State.Invited.InstitutionId!, "redirected", null)],
            InformationRequested => [(asking, "needsInfo", author)],
            InformationProvided => [(asked, "infoProvided", experts)],
            Accepted => [(asking, "accepted", author)],
            Declined => [(asking, "declined", author)],
            Assigned or Claimed => [(asked, "assigned", experts), (asking, "assigned", author)],
            Scheduled or Rescheduled => [(asked, "scheduled", experts), (asking, "scheduled", author)],
            SessionStarted or SessionResumed => [(asked, "sessionStarted", experts), (asking, "sessionStarted", author)],
            OpinionReleased => [(asking, "released", author), (asked, "released", experts)],
            AmendmentOpened => [(asking, "amending", author)],
            DecisionRecorded => [(asked, "adopted", experts)],
            Withdrawn => [(asked, "withdrawn", experts)],
            Closed => [(asked, "closed", experts)],
            ConvertedToReferral => [(asked, "converted", experts)],
            MarkedNoShow => [(asked, "noShow", experts), (asking, "noShow", author)],
            Expired => [(asked, "expired", experts), (asking, "expired", author)],
            ClockBreached => [(asked, "clockBreached", experts), (asking, "clockBreached", author)],
            Escalated => [(asked, "escalated", null)],
            SecondHospitalOffered => [(asking, "secondHospitalOffered", author)],
            _ => [],
        };
    }

    private static string[]? Named(ConsultationState s) => s.Invited.PractitionerId is { } named ? [named] : null;

    private static void Notice(
        Projecting projecting, string institution, string kind, CaseRow row, ConsultationState state, DateTimeOffset at, IReadOnlyList<string>? practitioners,
        IReadOnlyList<string>? called = null) =>
        projecting.Ring($"inbox:{institution}", kind, at, new
        {
            caseId = row.Id,
            number = state.Number,
            kind = state.Request.Kind,
            urgency = state.Request.Urgency,
            state = state.Status,
            version = row.Version,
            patientId = state.Request.PatientId,
            forPractitioners = practitioners,
            called,
        });

    private static string Name(ConsultationEvent fact) => JsonNamingPolicy.CamelCase.ConvertName(fact.GetType().Name);
}
