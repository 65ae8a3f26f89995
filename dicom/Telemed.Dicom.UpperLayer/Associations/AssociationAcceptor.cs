using System.IO.Pipelines;

namespace Telemed.Dicom.UpperLayer;

/// <summary>The side that waits for an A-ASSOCIATE-RQ (PS3.8 §7.1).</summary>
public static class AssociationAcceptor
{
    /// <summary>Reads the request from a fresh connection and answers it.</summary>
    /// <param name="transport">Completed when the attempt or, later, the association ends.</param>
    /// <param name="options">Limits and times.</param>
    /// <param name="clock">Runs the times.</param>
    /// <param name="negotiate">The decision; called at most once. Protocol version and application context are judged before it.</param>
    /// <param name="cancellationToken">Gives up as by shutdown.</param>
    public static async Task<AssociationOutcome> Accept(
        IDuplexPipe transport, AssociationOptions options, TimeProvider clock,
        Func<Pdu.AssociateRq, CancellationToken, ValueTask<Negotiation>> negotiate, CancellationToken cancellationToken)
    {
        var link = new UpperLayerLink(transport, options, clock, isRequestor: false);
        AssociationOutcome? outcome = null;
        try
        {
            using (cancellationToken.UnsafeRegister(static l => ((UpperLayerLink)l!).Stop(), link))
            {
                await link.Raise(UpperLayerEvent.Evt5);
                outcome = await link.Next() is Pdu.AssociateRq request
                    ? await Answer(link, request, Standing(request) ?? await negotiate(request, cancellationToken), options)
                    : new AssociationOutcome.Ended(link.End!.Value, null, null, link.Fault);
            }
            return outcome;
        }
        finally
        {
            if (outcome is not AssociationOutcome.Established) await link.DisposeAsync();
        }
    }

    private static Negotiation.Rejected? Standing(Pdu.AssociateRq request) =>
        (request.ProtocolVersion & 1) == 0 ? new(RejectResult.Permanent, RejectSource.Acse, 2)
        : request.ApplicationContext != WellKnown.ApplicationContext ? new(RejectResult.Permanent, RejectSource.User, 2)
        : null;

    private static async Task<AssociationOutcome> Answer(UpperLayerLink link, Pdu.AssociateRq request, Negotiation negotiation, AssociationOptions options)
    {
        if (negotiation is Negotiation.Rejected no)
        {
            var rejection = new Pdu.AssociateRj(no.Result, no.Source, no.Reason);
            await link.Raise(UpperLayerEvent.Evt8, rejection);
            await link.EndAs(AssociationEnd.Rejected);
            return new AssociationOutcome.Ended(AssociationEnd.Rejected, request, rejection, PduFault.None);
        }
        var yes = (Negotiation.Accepted)negotiation;
        var answer = new Pdu.AssociateAc(request.CalledAe, request.CallingAe, yes.Contexts, yes.User with
        {
            MaxLength = yes.User.MaxLength ?? options.Limits.MaxDataLength,
            ImplementationClassUid = yes.User.ImplementationClassUid ?? WellKnown.ImplementationClassUid,
            ImplementationVersion = yes.User.ImplementationVersion ?? WellKnown.ImplementationVersion,
        });
        await link.Raise(UpperLayerEvent.Evt7, answer);
        return new AssociationOutcome.Established(new(link, request, answer, options, request.User));
    }
}
