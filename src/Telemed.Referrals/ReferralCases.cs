using System.Text.Json;
using Telemed.Contracts;
using Telemed.Kernel;
using Telemed.Referrals.Reading;
using Telemed.Referrals.Receiving;
using Telemed.Referrals.Returning;

namespace Telemed.Referrals;

/// <summary>Runs a step on a case for a caller: who may know of it, the rule, the append, what follows from it, and the answer.</summary>
internal sealed class ReferralCases(ICaseOwner owner, IDirectory directory, IPolicies policies, ReferralViews views, PlaceFinder places, ReturnLoop loop)
{
    /// <summary>Category of the streams.</summary>
    public const string Category = "referral";

    /// <summary>The case, if this caller may know of it.</summary>
    public async Task<Loaded<ReferralState>?> Find(Caller caller, string id, CancellationToken cancellationToken)
    {
        if (!IsId(id)) return null;
        var loaded = await owner.Load(Referral.Aggregate, id, cancellationToken);
        return Access.Decide(caller, Relations.Of(loaded.State, caller, directory), Operation.SeeCase) ? loaded : null;
    }

    /// <summary>Runs one action of the table.</summary>
    /// <param name="reasonCode">For the log.</param>
    public async Task<Answer<ReferralView>> Act(
        Command command, string id, Func<ReferralState, PolicyPack, Decision> decide, CancellationToken cancellationToken, string? reasonCode = null)
    {
        if (await Find(command.Caller, id, cancellationToken) is null) return Problem.NotFound;
        return await Decide(command, id, command.SeenVersion, state => decide(state, Pack(state.FromId, command.At)), null, reasonCode, cancellationToken);
    }

    /// <summary>What this command was answered before, whatever has become of the place or the day since; null when it is new.</summary>
    public async Task<Answer<ReferralView>?> Again(Command command, string id, CancellationToken cancellationToken) =>
        await owner.Transact(Referral.Aggregate, id, null, command.Context(null), _ => Decision.Nothing, cancellationToken) switch
        {
            Outcome<ReferralState, ReferralRefusal>.Done { Repeated: true } done =>
                Answer<ReferralView>.Done(await views.Of(id, done.State, done.Version, command.Caller, cancellationToken), new(Category, id), done.Version),
            Outcome<ReferralState, ReferralRefusal>.KeyReused => Problem.KeyReused,
            _ => null,
        };

    /// <summary>Opens a case.</summary>
    public Task<Answer<ReferralView>> Open(Command command, string id, Func<ReferralState, Decision> decide, CancellationToken cancellationToken) =>
        Decide(command, id, null, decide, $"/api/v1/referrals/{id}", null, cancellationToken);

    /// <summary>The pack in force where the referring institution lies.</summary>
    public PolicyPack Pack(string fromId, DateTimeOffset at) => policies.For(directory.Institution(fromId)?.AreaCode ?? "", at);

    private async Task<Answer<ReferralView>> Decide(
        Command command, string id, long? seenVersion, Func<ReferralState, Decision> decide, string? location, string? reasonCode, CancellationToken cancellationToken)
    {
        var outcome = await owner.Transact(Referral.Aggregate, id, seenVersion, command.Context(reasonCode), decide, cancellationToken);
        switch (outcome)
        {
            case Outcome<ReferralState, ReferralRefusal>.Done done:
                if (!done.Repeated) await loop.Settle(id, done.State, command.At, cancellationToken);
                return Answer<ReferralView>.Done(await views.Of(id, done.State, done.Version, command.Caller, cancellationToken), new(Category, id), done.Version, location);
            case Outcome<ReferralState, ReferralRefusal>.Refused refused:
                return ToProblem(refused.Reason, refused.State);
            case Outcome<ReferralState, ReferralRefusal>.Stale stale:
                return Problem.Stale(stale.Version);
            case Outcome<ReferralState, ReferralRefusal>.Taken taken:
                return await Taken(taken.Key, taken.By.Id, id, command, cancellationToken);
            default:
                return Problem.KeyReused;
        }
    }

    private async Task<Problem> Taken(string key, string by, string id, Command command, CancellationToken cancellationToken)
    {
        if (key.StartsWith(ReferralState.CapacityPrefix, StringComparison.Ordinal))
            return places.Taken(key[ReferralState.CapacityPrefix.Length..], (await owner.Load(Referral.Aggregate, id, cancellationToken)).State, command.At);
        if (key.StartsWith(ReferralState.ConversionPrefix, StringComparison.Ordinal))
            return new Problem(409, "consultation-already-referred", new("该会诊已转为另一例转诊", "This consultation has already led to another referral")).With("existingId", by);
        var holder = (await owner.Load(Referral.Aggregate, by, cancellationToken)).State;
        // a return is claimed by the case that decided on it; who looks for the patient wants the return
        var existing = key.Contains(":down:", StringComparison.Ordinal) && holder.Return is { } back ? back.Case.Id : by;
        return new Problem(409, "live-case-exists", new("该患者已有一例同方向、同专科的转诊正在进行", "This patient already has a live referral of this direction and department"))
            .With("existingId", existing);
    }

    private static Problem ToProblem(ReferralRefusal reason, ReferralState state)
    {
        var problem = Refusals.ToProblem(reason);
        return reason == ReferralRefusal.IllegalTransition
            ? problem.With("legalActions", ReferralTable.Legal(state).Select(a => JsonNamingPolicy.CamelCase.ConvertName(a.ToString())).ToArray())
            : problem;
    }

    internal static bool IsId(string id) => id.Length is > 0 and <= 64 && id.All(c => char.IsAsciiLetterOrDigit(c) || c is '-' or '_' or '.');
}
