using System.IO.Pipelines;

namespace Telemed.Dicom.UpperLayer;

/// <summary>The side that sends the A-ASSOCIATE-RQ (PS3.8 §7.1).</summary>
public static class AssociationRequestor
{
    /// <summary>Asks for an association on an open connection.</summary>
    /// <param name="transport">Completed when the attempt or, later, the association ends.</param>
    /// <param name="request">What to ask; maximum length and implementation are filled in where they are null.</param>
    /// <param name="options">Limits and times.</param>
    /// <param name="clock">Runs the times.</param>
    /// <param name="cancellationToken">Gives up, with an A-ABORT.</param>
    public static async Task<AssociationOutcome> Request(
        IDuplexPipe transport, Pdu.AssociateRq request, AssociationOptions options, TimeProvider clock, CancellationToken cancellationToken)
    {
        var link = new UpperLayerLink(transport, options, clock, isRequestor: true);
        AssociationOutcome? outcome = null;
        try
        {
            using (cancellationToken.UnsafeRegister(static l => ((UpperLayerLink)l!).Stop(), link))
                outcome = await Ask(link, Complete(request, options), options);
            return outcome;
        }
        finally
        {
            if (outcome is not AssociationOutcome.Established) await link.DisposeAsync();
        }
    }

    private static Pdu.AssociateRq Complete(Pdu.AssociateRq request, AssociationOptions options) => request with
    {
        User = request.User with
        {
            MaxLength = request.User.MaxLength ?? options.Limits.MaxDataLength,
            ImplementationClassUid = request.User.ImplementationClassUid ?? WellKnown.ImplementationClassUid,
            ImplementationVersion = request.User.ImplementationVersion ?? WellKnown.ImplementationVersion,
        },
    };

    private static async Task<AssociationOutcome> Ask(UpperLayerLink link, Pdu.AssociateRq request, AssociationOptions options)
    {
        await link.Raise(UpperLayerEvent.Evt1);
        await link.Raise(UpperLayerEvent.Evt2, request);
        var answer = await link.Next();
        if (answer is Pdu.AssociateAc accepted)
            return new AssociationOutcome.Established(new(link, request, accepted, options, accepted.User));
        return new AssociationOutcome.Ended(link.End!.Value, request, link.Rejection, link.Fault);
    }
}
