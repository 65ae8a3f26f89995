using Telemed.Consultations.Sessions;
using static Telemed.Consultations.Rounds.RoundEvent;

namespace Telemed.Consultations.Rounds;

/// <summary>A time at one bed.</summary>
/// <param name="To">Null while the round stands there.</param>
public sealed record Visit(DateTimeOffset From, DateTimeOffset? To);

/// <summary>When a round was at which bed, and who was there.</summary>
public static class Visits
{
    /// <summary>By case, in order of time.</summary>
    public static ILookup<string, Visit> Of(IEnumerable<RoundEvent> facts)
    {
        var visits = new List<(string CaseId, Visit Visit)>();
        (string CaseId, DateTimeOffset From)? standing = null;
        foreach (var fact in facts)
            switch (fact)
            {
                case MovedTo e:
                    End(e.At);
                    standing = (e.CaseId, e.At);
                    break;
                case PlaceLeftOut e when e.CaseId == standing?.CaseId:
                    End(e.At);
                    break;
                case Finished e:
                    End(e.At);
                    break;
            }
        if (standing is { } open) visits.Add((open.CaseId, new(open.From, null)));
        return visits.ToLookup(v => v.CaseId, v => v.Visit);

        void End(DateTimeOffset at)
        {
            if (standing is { } bed) visits.Add((bed.CaseId, new(bed.From, at)));
            standing = null;
        }
    }

    /// <summary>Who was in a call during one of the visits: each person once, whoever came first first.</summary>
    public static IReadOnlyList<SessionParticipant> Present(IEnumerable<Visit> visits, IEnumerable<SessionParticipant> participants)
    {
        var times = visits.ToArray();
        return [.. participants.Where(p => times.Any(v => (v.To is null || p.JoinedAt < v.To) && (p.LeftAt is null || p.LeftAt > v.From))).OrderBy(p => p.JoinedAt).DistinctBy(p => p.AccountId)];
    }
}
