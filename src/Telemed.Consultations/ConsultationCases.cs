using System.Text.Json;
using Telemed.Consultations.Opening;
using Telemed.Consultations.Reading;
using Telemed.Contracts;
using Telemed.Kernel;

namespace Telemed.Consultations;

/// <summary>Runs a step on a case for a caller: who may know of it, the rule, the append, and the answer.</summary>
internal sealed class ConsultationCases(ICaseOwner owner, IDirectory directory, IPolicies policies, ConsultationViews views)
{
    /// <summary>Category of the streams.</summary>
    public const string Category = "consultation";

    /// <summary>The case, if this caller may know of it.</summary>
    public async Task<Loaded<ConsultationState>?> Find(Caller caller, string id, CancellationToken cancellationToken)
    {
        if (!IsId(id)) return null;
        var loaded = await owner.Load(Consultation.Aggregate, id, cancellationToken);
        return Access.Decide(caller, Relations.Of(loaded.State, caller, directory), Operation.SeeCase) ? loaded : null;
    }

    /// <summary>Runs one action of the table.</summary>
    public async Task<Answer<ConsultationView>> Act(
        Command command, string id, Func<ConsultationState, PolicyPack, Decision> decide, CancellationToken cancellationToken) =>
        await Act(command, id, decide, null, cancellationToken);

    /// <summary>The same with a coded reason for the log.</summary>
    public async Task<Answer<ConsultationView>> Act(
        Command command, string id, Func<ConsultationState, PolicyPack, Decision> decide, string? reasonCode, CancellationToken cancellationToken)
    {
        if (await Find(command.Caller, id, cancellationToken) is null) return Problem.NotFound;
        return await Decide(command, id, command.SeenVersion, state => decide(state, Pack(state.InvitingId, command.At)), null, reasonCode, cancellationToken);
    }

    /// <summary>Opens a case.</summary>
    public Task<Answer<ConsultationView>> Open(Command command, string id, Func<ConsultationState, Decision> decide, CancellationToken cancellationToken) =>
        Decide(command, id, null, decide, $"/api/v1/consultations/{id}", null, cancellationToken);

    /// <summary>The pack in force where the asking institution lies.</summary>
    public PolicyPack Pack(string invitingId, DateTimeOffset at) => policies.For(directory.Institution(invitingId)?.AreaCode ?? "", at);

    private async Task<Answer<ConsultationView>> Decide(
        Command command, string id, long? seenVersion, Func<ConsultationState, Decision> decide, string? location, string? reasonCode, CancellationToken cancellationToken)
    {
        var outcome = await owner.Transact(Consultation.Aggregate, id, seenVersion, command.Context(reasonCode), decide, cancellationToken);
        var stream = new StreamId(Category, id);
        return outcome switch
        {
            Outcome<ConsultationState, ConsultationRefusal>.Done done => Answer<ConsultationView>.Done(
                await views.Of(id, done.State, done.Version, command.Caller, cancellationToken), stream, done.Version, location),
            Outcome<ConsultationState, ConsultationRefusal>.Refused refused => ToProblem(refused.Reason, refused.State),
            Outcome<ConsultationState, ConsultationRefusal>.Stale stale => Problem.Stale(stale.Version),
            Outcome<ConsultationState, ConsultationRefusal>.Taken taken => LiveCaseExists(taken.By.Id),
            _ => Problem.KeyReused,
        };
    }

    /// <summary>409: the patient has a case that waits for an answer.</summary>
    internal static Problem LiveCaseExists(string id) => new Problem(409, "live-case-exists",
        new("该患者已有一例同类会诊正在进行", "This patient already has a live consultation of this kind")).With("existingId", id);

    private static Problem ToProblem(ConsultationRefusal reason, ConsultationState state)
    {
        var problem = Refusals.ToProblem(reason);
        return reason == ConsultationRefusal.IllegalTransition
            ? problem.With("legalActions", ConsultationTable.Legal(state).Select(a => JsonNamingPolicy.CamelCase.ConvertName(a.ToString())).ToArray())
            : problem;
    }

    internal static bool IsId(string id) => id.Length is > 0 and <= 64 && id.All(c => char.IsAsciiLetterOrDigit(c) || c is '-' or '_' or '.');
}
