using Telemed.Contracts;
using Telemed.Directory.Keeping;

namespace Telemed.Directory.Listing;

/// <summary>From states to what clients see, with the names of the parties and of today.</summary>
internal sealed class DirectoryViews(DirectoryMemory memory, TimeProvider clock)
{
    public DateOnly Today => ChinaTime.Day(clock.GetUtcNow());

    public InstitutionView Institution(string id, InstitutionState state, long version) => InstitutionView.Of(id, state, version, Today);

    public AllianceView Alliance(string id, AllianceState state, long version)
    {
        var today = Today;
        return new(id, state.Name!, Party(state.LeadId!), state.From, state.LastDay,
            [.. state.Members.Select(m => new MemberView(m.InstitutionId, Name(m.InstitutionId), m.From, m.LastDay, m.Covers(today) && !(state.LastDay < today)))], version);
    }

    public AgreementView Agreement(string id, AgreementState state, long version)
    {
        var (terms, today) = (state.Terms!, Today);
        return new(id, terms.Number, Party(terms.InvitingId), Party(terms.InvitedId), terms.ThirdPartyId is { } third ? Party(third) : null, [.. state.Kinds],
            terms.ValidFrom, terms.ValidTo, state.TerminatedTo, terms.ValidFrom <= today && !(state.LastDay < today), terms.PartnerRegion, terms.QcScope, version);
    }

    public PractitionerView Practitioner(string id, PractitionerState state, long version)
    {
        var card = state.Card!;
        return new(id, card.Name, card.InstitutionId, Name(card.InstitutionId), card.Department, card.Title, card.Scope,
            card.LicenceNumber, card.LicenceValidTo, card.PractisingSince, state.Active, version, state.LeftOn);
    }

    private Named Party(string id) => new(id, Name(id));

    private string? Name(string id) => memory.Index.Institution(id)?.Name;
}
