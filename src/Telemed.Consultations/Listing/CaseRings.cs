using System.Text.Json;
using Telemed.ReadModel;
using static Telemed.Consultations.ConsultationEvent;

namespace Telemed.Consultations.Listing;

/// <summary>Rings the doorbells of a case and of the institutions it concerns. No personal data: ids, number, kind, state.</summary>
internal static class CaseRings
{
    public static void Ring(
        Projecting projecting, CaseRow? before, CaseRow after, IReadOnlyList<(ConsultationEvent Fact, ConsultationState After)> steps, DateTimeOffset at)
    {
        var told = new HashSet<string>();
        foreach (var (fact, state) in steps)
        {
            if (fact is ClockStarted or ClockPaused or ClockResumed or ClockStopped) continue;
            projecting.Ring($"case:{after.Id}", Name(fact), at, new { state = state.Status, version = after.Version });
            foreach (var (institution, kind, practitioners) in Notices(fact, state, before))
            {
                told.Add(institution);
                Notice(projecting, institution, kind, after, state, at, practitioners);
            }
        }
        if (before?.State.Status == after.State.Status || after.State.SubmittedAt is null) return;
        foreach (var institution in new[] { after.State.InvitingId, after.State.Invited.InstitutionId! })
            if (!told.Contains(institution)) Notice(projecting, institution, "changed", after, after.State, at, null);
    }

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
        Projecting projecting, string institution, string kind, CaseRow row, ConsultationState state, DateTimeOffset at, IReadOnlyList<string>? practitioners) =>
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
        });

    private static string Name(ConsultationEvent fact) => JsonNamingPolicy.CamelCase.ConvertName(fact.GetType().Name);
}
