using System.IO.Pipelines;
using System.Net;
using System.Security.Cryptography.X509Certificates;
using Microsoft.Extensions.Logging;
using Telemed.Dicom.UpperLayer;

namespace Telemed.Dicom.Dimse;

/// <summary>Serves associations on connections: asks who may call, negotiates, hands each request to its service.</summary>
public sealed partial class DimseServer(
    IEnumerable<IDimseService> services, IApplicationEntities entities, DimseServerOptions options, TimeProvider clock, ILogger<DimseServer> log)
{
    private readonly IDimseService[] _services = [.. services];
    private readonly AssociationGate _gate = new(options.MaxAssociations, options.MaxAssociationsPerCaller);

    /// <summary>Associations that stand.</summary>
    public int Associations => _gate.Count;

    /// <summary>Serves one connection until it is closed.</summary>
    /// <param name="transport">The connection.</param>
    /// <param name="remote">Its other end.</param>
    /// <param name="drain">Ends the association when its present message is done.</param>
    /// <param name="abort">The connection is gone, or has to go now.</param>
    /// <param name="certificate">What the other end showed, and was believed.</param>
    public async Task Serve(IDuplexPipe transport, EndPoint? remote, CancellationToken drain, CancellationToken abort, X509Certificate2? certificate = null)
    {
        string? entered = null;
        string? institutionId = null;
        try
        {
            var outcome = await AssociationAcceptor.Accept(transport, options.Association, clock, Negotiate, drain);
            if (outcome is AssociationOutcome.Established established)
                await Serve(established.Association, remote, institutionId, drain, abort);
            else LogNotEstablished(remote, (AssociationOutcome.Ended)outcome);
        }
        finally
        {
            if (entered is not null)
            {
                DimseMeasures.Associations.Add(-1);
                _gate.Leave(entered);
            }
        }

        async ValueTask<Negotiation> Negotiate(Pdu.AssociateRq request, CancellationToken cancellationToken)
        {
            var decision = await entities.Decide(new(request.CallingAe, request.CalledAe, remote) { Certificate = certificate }, cancellationToken);
            if (decision is EntityDecision.Rejected rejected)
                return new Negotiation.Rejected(RejectResult.Permanent, RejectSource.User, (byte)rejected.Reason);
            var accepted = (EntityDecision.Accepted)decision;
            if (!_gate.TryEnter(request.CallingAe, accepted.MostAssociations))
                return new Negotiation.Rejected(RejectResult.Transient, RejectSource.Presentation, 2);
            entered = request.CallingAe;
            DimseMeasures.Associations.Add(1);
            institutionId = accepted.InstitutionId;
            AnsweredContext[] contexts = [.. request.Contexts.Select(c => Answer(c, request.User))];
            return new Negotiation.Accepted(EquatableList.From(contexts), Answer(request, contexts));
        }
    }

    // What was not asked for is not answered (PS3.7 Annex D.3.3).
    private UserInformation Answer(Pdu.AssociateRq request, AnsweredContext[] contexts) => Answer(request.User) with
    {
        Operations = request.User.Operations is not { } window ? null
            : contexts.All(c => c.Result is not ContextResult.Accepted || ServiceOf(request.Contexts.First(p => p.Id == c.Id).AbstractSyntax)!.RunsBesideOthers)
                ? new(Least(window.Invoked, options.MaxOperations), Least(window.Performed, options.MaxOperations))
                : new(1, 1),
    };

    private UserInformation Answer(UserInformation asked) => new()
    {
        Roles = EquatableList.From(asked.Roles.DistinctBy(r => r.SopClassUid)
            .Select(r => ServiceOf(r.SopClassUid)?.Role(r)).OfType<RoleSelection>()),
        Extended = EquatableList.From(asked.Extended.DistinctBy(e => e.SopClassUid)
            .Select(e => ServiceOf(e.SopClassUid)?.Extend(e.SopClassUid, e.Information) is { } answer ? new ExtendedNegotiation(e.SopClassUid, EquatableList.From(answer)) : null)
            .OfType<ExtendedNegotiation>()),
    };

    private static ushort Least(ushort asked, ushort most) => asked == 0 ? most : Math.Min(asked, most);

    private IDimseService? ServiceOf(string sopClassUid) => Array.Find(_services, s => s.Accepts(sopClassUid));

    private AnsweredContext Answer(ProposedContext proposed, UserInformation user)
    {
        var service = ServiceOf(proposed.AbstractSyntax);
        if (service is null) return new(proposed.Id, ContextResult.AbstractSyntaxNotSupported, "");
        var receives = user.Roles.Any(r => r.SopClassUid == proposed.AbstractSyntax && r.Scp && !r.Scu);
        return (receives ? service.ChooseToSend(proposed.TransferSyntaxes) : service.Choose(proposed.TransferSyntaxes)) is { } syntax
            ? new(proposed.Id, ContextResult.Accepted, syntax)
            : new(proposed.Id, ContextResult.TransferSyntaxesNotSupported, "");
    }

    private async Task Serve(Association association, EndPoint? remote, string? institutionId, CancellationToken drain, CancellationToken abort)
    {
        var began = clock.GetTimestamp();
        await using var _ = association;
        using var stopping = drain.UnsafeRegister(static a => ((Association)a!).Stop(), association);
        var served = new ServedAssociation(new(association), remote, institutionId, (message, of) => Serve(message, of, abort));
        if (association.Answer.User.Operations is { Invoked: > 1 } window) await ServeBeside(served, window, abort);
        else
            while (await served.Channel.Receive() is { } message)
                if (message.Command.Field is not CommandField.CCancelRq)   // what it would cancel has been answered
                    await Serve(message, served, abort);
        LogEnded(served.CallingAe, remote, association.End, association.Fault, served.Done, served.Failed, served.DataBytes,
            (long)clock.GetElapsedTime(began).TotalMilliseconds);
    }

    // One flow receives; each request becomes a flow of its own, and while it reads its data set the receiving one waits.
    private async Task ServeBeside(ServedAssociation served, OperationsWindow window, CancellationToken abort)
    {
        var association = served.Channel.Association;
        using var operations = new OperationsUnderWay(association, window.Invoked, window.Performed);
        association.Share();
        try
        {
            while (await served.Channel.Receive() is { } message) await Take(message, served, operations, abort);
        }
        finally
        {
            var ended = operations.Drain();
            await association.Settle();
            await ended;
        }
    }

    private async Task Take(DimseMessage message, ServedAssociation served, OperationsUnderWay operations, CancellationToken abort)
    {
        var (channel, command) = (served.Channel, message.Command);
        if (command.Field is CommandField.CCancelRq) operations.Cancel(command.Number(CommandTag.MessageIdBeingRespondedTo) ?? 0);
        else if (((ushort)command.Field & 0x8000) != 0)
        {
            if (!await channel.SkipData(DimseChannel.MaxCommandLength) || !operations.Answer(command)) await channel.Association.Abort();
        }
        else if (command.Number(CommandTag.MessageId) is not { } id) await channel.Association.Abort();
        else if (operations.Begin(id) is { } begun) await Begin(message, begun, served, operations, abort);
        else if (await channel.SkipData(DimseChannel.MaxCommandLength)) await served.Respond(message, GeneralStatus.DuplicateInvocation);
    }

    private async Task Begin(DimseMessage message, OperationUnderWay begun, ServedAssociation served, OperationsUnderWay operations, CancellationToken abort)
    {
        var one = served.ForOne(operations, begun);
        var underWay = Task.Run(() => Perform(message, begun, one, served, operations, abort), CancellationToken.None);
        await Task.WhenAny(underWay, one.Channel.DataSetRead);
        if (!operations.WithinLimits || one.Channel.DataSetPending) await one.Channel.Association.Abort();
    }

    private async Task Perform(DimseMessage message, OperationUnderWay begun, ServedAssociation one, ServedAssociation served, OperationsUnderWay operations, CancellationToken abort)
    {
        try
        {
            await Serve(message, one, abort);
        }
        catch (Exception e) when (e is not OperationCanceledException || !abort.IsCancellationRequested)
        {
            LogFault(e, one.CallingAe);
            await one.Channel.Association.Abort();
        }
        catch (OperationCanceledException)
        {
            // The connection is gone, or has to go now.
        }
        finally
        {
            served.Add(one);
            operations.End(begun);
        }
    }

    private async ValueTask Serve(DimseMessage message, ServedAssociation served, CancellationToken abort)
    {
        if (message.Command.Number(CommandTag.MessageId) is null || ((ushort)message.Command.Field & 0x8000) != 0) await served.Channel.Association.Abort();
        else if (Array.Find(_services, s => s.Answers(message.Command.Field) && s.Accepts(message.Context.AbstractSyntax)) is { } service)
            await service.Serve(message, served, abort);
        else if (await served.Channel.SkipData(DimseChannel.MaxCommandLength))
            await served.Respond(message, GeneralStatus.UnrecognizedOperation);
    }

    private void LogNotEstablished(EndPoint? remote, AssociationOutcome.Ended ended)
    {
        if (ended.Rejection is { } no) LogRejected(ended.Request!.CallingAe, ended.Request.CalledAe, remote, no.Source, no.Reason);
        else if (ended.How is AssociationEnd.ConnectionLost or AssociationEnd.Stopping) LogNothing(remote, ended.How);
        else LogStranger(remote, ended.How, ended.Fault);
    }

    [LoggerMessage(2001, LogLevel.Information,
        "Association from {CallingAe} at {Remote} ended: {End} {Fault}, {Done} done, {Failed} failed, {Bytes} bytes, {Milliseconds} ms")]
    private partial void LogEnded(
        string callingAe, EndPoint? remote, AssociationEnd? end, PduFault fault, int done, int failed, long bytes, long milliseconds);

    [LoggerMessage(2002, LogLevel.Warning, "Association from {CallingAe} to {CalledAe} at {Remote} rejected: {Source} {Reason}")]
    private partial void LogRejected(string callingAe, string calledAe, EndPoint? remote, RejectSource source, byte reason);

    [LoggerMessage(2003, LogLevel.Warning, "Connection from {Remote} closed before an association: {End} {Fault}")]
    private partial void LogStranger(EndPoint? remote, AssociationEnd end, PduFault fault);

    [LoggerMessage(2006, LogLevel.Error, "An operation of {CallingAe} failed")]
    private partial void LogFault(Exception fault, string callingAe);

    [LoggerMessage(2004, LogLevel.Debug, "Connection from {Remote} came and went: {End}")]
    private partial void LogNothing(EndPoint? remote, AssociationEnd end);
}
