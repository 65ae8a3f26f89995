using Telemed.Contracts;
using Telemed.Directory.Keeping;
using Telemed.Directory.Listing;

namespace Telemed.Directory.Links;

/// <summary>A county hospital with its links to tertiary-A hospitals.</summary>
/// <param name="Linked">Some link is in force today.</param>
public sealed record CountyLinksView(
    string Id, string Name, string AreaCode, HospitalGrade Grade, ConnectionStatus Status, bool Linked, IReadOnlyList<LinkView> Links);

/// <summary>One link.</summary>
/// <param name="EndsOn">Last day of what joins them, or did; null while open.</param>
/// <param name="Alliance">By which they stand together, if they do.</param>
/// <param name="Services">Agreed now; of an ended link, agreed once.</param>
/// <param name="Uses">On the last thirty days, by kind.</param>
/// <param name="Idle">Stood all these days and was not used.</param>
public sealed record LinkView(
    string TertiaryId, string Tertiary, AdministrativeTier Tier, string AreaCode, LinkState State, DateOnly? EndsOn, IReadOnlyList<string> Agreements, string? Alliance,
    IReadOnlyList<ServiceKind> Services, DateTimeOffset? LastUsedAt, LinkUseKind? LastUse, LinkUses Uses, bool Idle);

/// <summary>Puts the map together: who is joined by agreement or alliance, and what passed between them.</summary>
internal sealed class LinkMap(DirectoryMemory memory, LinkRows rows)
{
    private sealed record Tie(LinkSpan Span, string? Agreement, string? Alliance, IReadOnlyCollection<ServiceKind> Services);

    /// <summary>Hospitals that no link joins come first, then by area and name.</summary>
    public List<CountyLinksView> Read(LinkScope scope, DateOnly today)
    {
        var hospitals = memory.Institutions.InOrder(e => (e.State.Profile?.Tier, e.State.Profile?.Name)).Where(e => e.State.Profile is not null).ToDictionary(e => e.Id);
        var ties = Ties(hospitals);
        var counties = new List<CountyLinksView>();
        foreach (var (id, entry) in hospitals)
        {
            if (entry.State.Profile is not { } profile || !LinkRules.IsCountyHospital(profile)) continue;
            var own = scope.Holds(id, profile.AreaCode);
            var joined = ties.GetValueOrDefault(id) ?? [];
            var partners = joined.Keys.Union(rows.PartnersOf(id).Where(p => IsTertiary(hospitals, p)))
                .Where(p => own || scope.Holds(p, hospitals[p].State.Profile!.AreaCode)).ToList();
            if (!own && partners.Count == 0) continue;
            var links = partners.Select(p => Link(id, hospitals[p], joined.GetValueOrDefault(p) ?? [], today))
                .OrderBy(l => l.State).ThenBy(l => l.Tier).ThenBy(l => l.Tertiary, StringComparer.Ordinal).ToList();
            counties.Add(new(
                id, profile.Name, profile.AreaCode, profile.Grade, entry.State.Status, links.Any(l => l.State is LinkState.InForce or LinkState.Ending), links));
        }
        return [.. counties.OrderBy(c => c.Linked).ThenBy(c => c.AreaCode, StringComparer.Ordinal).ThenBy(c => c.Name, StringComparer.Ordinal).ThenBy(c => c.Id, StringComparer.Ordinal)];
    }

    private LinkView Link(string county, Entry<InstitutionState> tertiary, List<Tie> ties, DateOnly today)
    {
        var (profile, spans) = (tertiary.State.Profile!, ties.ConvertAll(t => t.Span));
        var use = rows.Of(county, tertiary.Id, LinkRules.FirstCounted(today));
        var now = ties.FindAll(t => t.Span.Covers(today));
        var shown = now.Count > 0 ? now : ties;
        return new(
            tertiary.Id, profile.Name, profile.Tier, profile.AreaCode, LinkRules.StateOf(spans, today), LinkRules.LastDayOf(spans, today),
            [.. shown.Where(t => t.Agreement is not null).Select(t => t.Agreement!).Order(StringComparer.Ordinal)],
            shown.Find(t => t.Alliance is not null)?.Alliance, [.. shown.SelectMany(t => t.Services).Distinct().Order()],
            use.LastAt, use.LastKind, use.Uses, LinkRules.Idle(spans, today, use.Uses.Sum));
    }

    /// <summary>By county hospital, then by tertiary hospital.</summary>
    private Dictionary<string, Dictionary<string, List<Tie>>> Ties(Dictionary<string, Entry<InstitutionState>> hospitals)
    {
        var ties = new Dictionary<string, Dictionary<string, List<Tie>>>();
        foreach (var (_, _, agreement) in memory.Agreements.InOrder(e => e.State.Terms?.Number))
        {
            if (agreement.Terms is not { } terms) continue;
            var (asks, asked) = (terms.InvitingId, terms.InvitedId);
            var tie = new Tie(new(terms.ValidFrom, agreement.LastDay), terms.Number, null, agreement.Kinds);
            if (IsCounty(hospitals, asks) && IsTertiary(hospitals, asked)) Add(asks, asked, tie);
            else if (IsCounty(hospitals, asked) && IsTertiary(hospitals, asks)) Add(asked, asks, tie);
        }
        foreach (var (_, _, alliance) in memory.Alliances.InOrder(e => e.State.Name))
            foreach (var tertiary in alliance.Members.Where(m => IsTertiary(hospitals, m.InstitutionId)))
                foreach (var county in alliance.Members.Where(m => IsCounty(hospitals, m.InstitutionId)))
                    if (Together(alliance, county, tertiary) is { } span) Add(county.InstitutionId, tertiary.InstitutionId, new(span, null, alliance.Name, []));
        return ties;

        void Add(string county, string tertiary, Tie tie)
        {
            if (!ties.TryGetValue(county, out var of)) ties.Add(county, of = []);
            if (!of.TryGetValue(tertiary, out var known)) of.Add(tertiary, known = []);
            known.Add(tie);
        }
    }

    private static LinkSpan? Together(AllianceState alliance, Membership one, Membership other)
    {
        var from = one.From > other.From ? one.From : other.From;
        var last = new[] { alliance.LastDay, one.LastDay, other.LastDay }.Min();   // an open end is no end: Min leaves nulls out
        return last < from ? null : new(from, last);
    }

    private static bool IsCounty(Dictionary<string, Entry<InstitutionState>> hospitals, string id) =>
        hospitals.TryGetValue(id, out var found) && LinkRules.IsCountyHospital(found.State.Profile!);

    private static bool IsTertiary(Dictionary<string, Entry<InstitutionState>> hospitals, string id) =>
        hospitals.TryGetValue(id, out var found) && LinkRules.IsTertiaryA(found.State.Profile!);
}
