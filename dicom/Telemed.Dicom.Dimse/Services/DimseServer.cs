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
            return new Negotiation.Accepted(EquatableList.From(request.Contexts.Select(c => Answer(c, request.User))), Answer(request.User));
        }
    }

    // What was not asked for is not answered (PS3.7 Annex D.3.3).
    private UserInformation Answer(UserInformation asked) => new()
    {
        Operations = asked.Operations is { } window ? new(Least(window.Invoked, options.MaxOperations), 1) : null,
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
        while (await served.Channel.Receive() is { } message)
            if (message.Command.Field is not CommandField.CCancelRq)   // what it would cancel has been answered
                await Serve(message, served, abort);
        LogEnded(served.CallingAe, remote, association.End, association.Fault, served.Done, served.Failed, served.DataBytes,
            (long)clock.GetElapsedTime(began).TotalMilliseconds);
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

    [LoggerMessage(2004, LogLevel.Debug, "Connection from {Remote} came and went: {End}")]
    private partial void LogNothing(EndPoint? remote, AssociationEnd end);
}
