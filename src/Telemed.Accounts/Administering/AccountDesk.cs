using Telemed.Accounts.Listing;
using Telemed.Contracts;
using Telemed.Kernel;

namespace Telemed.Accounts.Administering;

/// <summary>Steps on somebody's account: for administrators only, and seen by the lists of this node once they answer.</summary>
internal sealed class AccountDesk(ICaseOwner cases, AccountViews views)
{
    public async Task<Answer<AccountView>> Write(
        Command by, string id, Func<AccountState, Decision<AccountEvent, AccountRefusal>> decide, CancellationToken cancellationToken)
    {
        if (!by.Caller.Is(Role.Administrator)) return Problem.Forbidden;
        if (!AccountIds.IsId(id) || (await cases.Load(Account.Aggregate, id, cancellationToken)).State.Account is null) return Problem.NotFound;
        var outcome = await cases.Transact(Account.Aggregate, id, by.SeenVersion, by.Context(), decide, cancellationToken);
        if (outcome is Outcome<AccountState, AccountRefusal>.Done done) await views.Seen(id, done.Version, cancellationToken);
        var view = outcome is Outcome<AccountState, AccountRefusal>.Done { State: var state, Version: var version } ? await views.Of(id, state, version, by.At, cancellationToken) : null;
        return outcome.ToAnswer(new(Account.Aggregate.Category, id), (_, _) => view!);
    }
}
