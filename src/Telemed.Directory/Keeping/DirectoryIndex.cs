using System.Collections.Concurrent;
using Telemed.Contracts;

namespace Telemed.Directory.Keeping;

/// <summary>An agreement as the hot path asks for it.</summary>
/// <param name="Kinds">One bit for each <see cref="ServiceKind"/>.</param>
internal sealed record IndexedAgreement(Agreement Agreement, uint Kinds, DateOnly? LastDay)
{
    public bool InForce(ServiceKind kind, DateOnly on) =>
        (Kinds & (1u << (int)kind)) != 0 && Agreement.ValidFrom <= on && !(LastDay < on);
}

/// <summary>Lookups by what callers have in hand. Readers take no lock and allocate nothing; one writer at a time.</summary>
internal sealed class DirectoryIndex
{
    private readonly ConcurrentDictionary<string, Institution> institutions = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<string, Institution> aeTitles = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<string, Practitioner> practitioners = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<string, AllianceState> alliances = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<string, string[]> alliancesOf = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<(string Inviting, string Invited), IndexedAgreement[]> agreements = new();
    private readonly ConcurrentDictionary<string, IndexedAgreement[]> agreementsOf = new(StringComparer.Ordinal);

    public IEnumerable<Institution> All => institutions.Values;

    public Institution? Institution(string id) => institutions.GetValueOrDefault(id);

    public Practitioner? Practitioner(string id) => practitioners.GetValueOrDefault(id);

    public Institution? ByAeTitle(string aeTitle) => aeTitles.GetValueOrDefault(aeTitle);

    /// <summary>Agreements by which this institution may ask others.</summary>
    public IReadOnlyList<IndexedAgreement> AgreementsOf(string invitingId) => agreementsOf.GetValueOrDefault(invitingId) ?? [];

    public Agreement? AgreementInForce(string invitingId, string invitedId, ServiceKind kind, DateOnly on)
    {
        if (!agreements.TryGetValue((invitingId, invitedId), out var between)) return null;
        foreach (var agreement in between)
            if (agreement.InForce(kind, on))
                return agreement.Agreement;
        return null;
    }

    public bool InSameAlliance(string institutionId, string otherId, DateOnly on)
    {
        if (!alliancesOf.TryGetValue(institutionId, out var ids)) return false;
        foreach (var id in ids)
            if (alliances.TryGetValue(id, out var alliance) && alliance.Has(institutionId, on) && alliance.Has(otherId, on))
                return true;
        return false;
    }

    public AllianceSummary? AllianceOf(string institutionId, DateOnly on)
    {
        if (!alliancesOf.TryGetValue(institutionId, out var ids)) return null;
        AllianceSummary? first = null;
        foreach (var id in ids)
            if (alliances.TryGetValue(id, out var alliance) && alliance.Has(institutionId, on) && (first is null || string.CompareOrdinal(id, first.Id) < 0))
                first = new(id, alliance.Name!, alliance.LeadId!);
        return first;
    }

    public void Put(string id, InstitutionState state)
    {
        if (state.Profile is not { } profile) return;
        var known = institutions.GetValueOrDefault(id);
        var institution = new Institution(
            id, profile.Name, profile.Tier, profile.Grade, profile.Ownership, state.Status, profile.AreaCode, [.. state.Services], [.. state.AeTitles])
        {
            Departments = [.. state.Departments],
        };
        institutions[id] = institution;
        foreach (var title in known?.AeTitles ?? [])
            if (!state.AeTitles.Contains(title) && aeTitles.GetValueOrDefault(title)?.Id == id)
                aeTitles.TryRemove(title, out _);
        foreach (var title in state.AeTitles) aeTitles[title] = institution;
    }

    public void Put(string id, PractitionerState state)
    {
        if (state.Card is { } card)
            practitioners[id] = new(id, card.Name, card.InstitutionId, card.Department, card.Title, card.LicenceNumber, card.LicenceValidTo, card.PractisingSince, state.Active) { Scope = card.Scope };
    }

    public void Put(string id, AllianceState state)
    {
        alliances[id] = state;
        foreach (var member in state.Members)
            alliancesOf.AddOrUpdate(member.InstitutionId, _ => [id], (_, ids) => ids.Contains(id) ? ids : [.. ids, id]);
    }

    public void Put(string id, AgreementState state)
    {
        if (state.Terms is not { } terms) return;
        var bits = state.Kinds.Aggregate(0u, (sum, kind) => sum | 1u << (int)kind);
        var indexed = new IndexedAgreement(
            new(id, terms.Number, terms.InvitingId, terms.InvitedId, [.. state.Kinds], terms.ValidFrom, state.LastDay, terms.ThirdPartyId), bits, state.LastDay);
        agreements.AddOrUpdate((terms.InvitingId, terms.InvitedId), _ => [indexed], (_, known) => With(known, indexed));
        agreementsOf.AddOrUpdate(terms.InvitingId, _ => [indexed], (_, known) => With(known, indexed));
    }

    private static IndexedAgreement[] With(IndexedAgreement[] known, IndexedAgreement changed) =>
        [.. known.Where(a => a.Agreement.Id != changed.Agreement.Id), changed];
}
