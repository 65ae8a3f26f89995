using Telemed.Contracts;
using Telemed.Kernel;

namespace Telemed.Referrals.Returning;

/// <summary>What follows in another case from the state of one: the return is made, and the case above hears of it.</summary>
/// <remarks>Every step has a fixed command id and decides on stored facts, so it may be repeated at any time: after the step that caused it,
/// by the service that looks for what a crash left undone, or by both.</remarks>
internal sealed class ReturnLoop(ICaseOwner owner, IDirectory directory, IPolicies policies)
{
    public async Task Settle(string id, ReferralState state, DateTimeOffset at, CancellationToken cancellationToken)
    {
        if (state is { Return: { Ended: false }, Returns: > 0 }) await Open(id, state, cancellationToken);
        if (state.ReturnOf is { } up) await Tell(up.Id, id, at, cancellationToken);
    }

    /// <summary>Makes the down-referral that a case decided on.</summary>
    /// <returns>Where in the log it ended; null when nothing was to be done.</returns>
    public async Task<(string Id, long Version)?> Open(string upId, ReferralState up, CancellationToken cancellationToken)
    {
        var back = up.Return!;
        if ((await owner.Load(Referral.Aggregate, back.Case.Id, cancellationToken)).Version > 0) return null;
        var context = new CommandContext($"return-of-{upId}", null, new(back.By.AccountId, null, up.To.InstitutionId), back.At);
        return Written(back.Case.Id, await owner.Transact(
            Referral.Aggregate, back.Case.Id, null, context, state => Referral.OpenReturn(state, upId, up, Pack(up.To.InstitutionId!, back.At)), cancellationToken));
    }

    /// <summary>Tells the case above how its return stands.</summary>
    public async Task<(string Id, long Version)?> Tell(string upId, string returnId, DateTimeOffset at, CancellationToken cancellationToken)
    {
        var back = await owner.Load(Referral.Aggregate, returnId, cancellationToken);
        var context = new CommandContext($"return-{returnId}-{back.Version}", null, new("platform", null, back.State.To.InstitutionId), at);
        return Written(upId, await owner.Transact(
            Referral.Aggregate, upId, null, context, state => Referral.HearOfReturn(state, returnId, back.State, Pack(state.FromId, at), at), cancellationToken));
    }

    /// <summary>Ends a case because of what happened to the patient under another.</summary>
    public async Task<(string Id, long Version)?> End(string id, string reason, string otherId, DateTimeOffset at, CancellationToken cancellationToken)
    {
        var other = (await owner.Load(Referral.Aggregate, otherId, cancellationToken)).State;
        var context = new CommandContext($"{reason}-{otherId}", null, new("platform"), at, reason);
        return Written(id, await owner.Transact(
            Referral.Aggregate, id, null, context, state => Referral.EndFor(state, reason, new(otherId, other.Number), other.To.InstitutionId, at), cancellationToken));
    }

    private PolicyPack Pack(string institutionId, DateTimeOffset at) => policies.For(directory.Institution(institutionId)?.AreaCode ?? "", at);

    private static (string, long)? Written(string id, Outcome<ReferralState, ReferralRefusal> outcome) =>
        outcome is Outcome<ReferralState, ReferralRefusal>.Done done ? (id, done.Version) : null;
}
