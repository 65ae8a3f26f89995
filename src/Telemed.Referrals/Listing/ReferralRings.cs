using System.Text.Json;
using Telemed.ReadModel;
using static Telemed.Referrals.ReferralEvent;

namespace Telemed.Referrals.Listing;

/// <summary>Rings the doorbells of a case and of the institutions it concerns. No personal data: ids, number, direction, lane, state.</summary>
internal static class ReferralRings
{
    public static void Ring(
        Projecting projecting, ReferralRow? before, ReferralRow after, IReadOnlyList<(ReferralEvent Fact, ReferralState After)> steps, DateTimeOffset at)
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
        foreach (var institution in new[] { after.State.FromId, after.State.To.InstitutionId! })
            if (!told.Contains(institution)) Notice(projecting, institution, "changed", after, after.State, at, null);
    }

    private static IEnumerable<(string Institution, string Kind, IReadOnlyList<string>? Practitioners)> Notices(ReferralEvent fact, ReferralState s, ReferralRow? before)
    {
        if (s.SubmittedAt is null) return [];
        var asking = s.FromId;
        var asked = s.To.InstitutionId!;
        string[]? author = s.Author.PractitionerId is { } practitioner ? [practitioner] : null;
        string[]? receiver = s.ReceiverId is { } named ? [named] : null;
        return fact switch
        {
            Submitted => [(asked, "submitted", receiver)],
            Redirected => [(asked, "submitted", null), (before!.State.To.InstitutionId!, "redirected", null)],
            InformationRequested => [(asking, "needsInfo", author)],
            InformationProvided => [(asked, "infoProvided", null)],
            Accepted => [(asking, "accepted", author)],
            Declined => [(asking, "declined", author)],
            Contested => [(asked, "contested", null)],
            Departed => [(asked, "departed", null)],
            Arrived => [(asking, "arrived", author)],
            MarkedNotArrived => [(asking, "notArrived", author), (asked, "notArrived", null)],
            ReturnedDown => [(asking, "returnedDown", author)],
            Received => [(asking, "received", author)],
            CancellationRequested e => [(e.Side == Side.Asking ? asked : asking, "cancelRequested", null)],
            CancellationRefused => [(asked, "cancellationRefused", null), (asking, "cancellationRefused", author)],
            DeathRecorded => [(asked, "deceased", null), (asking, "deceased", author)],
            ClosedItself => [(asked, "closedItself", null), (asking, "closedItself", author)],
            Expired => [(asked, "expired", null), (asking, "expired", author)],
            ClockBreached => [(asked, "clockBreached", receiver), (asking, "clockBreached", author)],
            Escalated => [(asked, "escalated", null)],
            SecondHospitalOffered => [(asking, "secondHospitalOffered", author)],
            _ => [],
        };
    }

    private static void Notice(
        Projecting projecting, string institution, string kind, ReferralRow row, ReferralState state, DateTimeOffset at, IReadOnlyList<string>? practitioners) =>
        projecting.Ring($"inbox:{institution}", kind, at, new
        {
            category = ReferralCases.Category,
            caseId = row.Id,
            number = state.Number,
            kind = state.Direction,
            urgency = state.Lane,
            state = state.Status,
            version = row.Version,
            patientId = state.Request.PatientId,
            forPractitioners = practitioners,
        });

    private static string Name(ReferralEvent fact) => JsonNamingPolicy.CamelCase.ConvertName(fact.GetType().Name);
}
