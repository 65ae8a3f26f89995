using Telemed.Contracts;
using Telemed.ReadModel;
using static Telemed.Consultations.ConsultationEvent;

namespace Telemed.Consultations.Listing;

/// <summary>Tells who owes the opinion of a case, to those who count the load of each reader.</summary>
internal static class CaseWorks
{
    public static void Publish(
        Projecting projecting, CaseRow? before, CaseRow after, IReadOnlyList<(ConsultationEvent Fact, ConsultationState After)> steps, DateTimeOffset at)
    {
        var then = before is null ? [] : Owing(before.State);
        var now = Owing(after.State);
        if (then.Length + now.Length == 0) return;   // most appends: nobody is assigned yet, or the opinion is out
        string[] signed = [.. steps.Select(s => s.Fact).OfType<OpinionSigned>().Select(f => f.Signature.PractitionerId)];
        var rewritten = steps.Any(s => s.Fact is OpinionDrafted);
        var (due, breached) = Clocks(after.State);
        if (signed.Length == 0 && !rewritten && then.SequenceEqual(now) && Clocks(before!.State) == (due, breached)) return;
        projecting.Publish(new CaseWork(
            after.Id, after.State.Invited.InstitutionId!, after.State.Request.Kind, after.State.Request.Urgency, now, due, breached, signed, rewritten, at));
    }

    private static string[] Owing(ConsultationState s) => s.Assigned.Count > 0 && s.Status.Open() && s.Status is not (ConsultationStatus.Released or ConsultationStatus.Adopted)
        ? [.. s.Assigned.Select(a => a.PractitionerId)]
        : [];

    /// <summary>Of the clocks that run for the asked side; a question is the asking side's to answer.</summary>
    private static (DateTimeOffset? Due, bool Breached) Clocks(ConsultationState s)
    {
        var running = s.Clocks.Where(c => c is { StoppedAt: null, PausedAt: null } && c.Name != ClockNames.Information).ToArray();
        return (running.Length == 0 ? null : running.Min(c => c.DueAt), running.Any(c => c.BreachedAt is not null));
    }
}
