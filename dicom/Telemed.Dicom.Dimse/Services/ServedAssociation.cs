using System.Net;

namespace Telemed.Dicom.Dimse;

/// <summary>An association as the services see it.</summary>
/// <param name="channel">Messages.</param>
/// <param name="remote">Address of the peer.</param>
/// <param name="institutionId">To whom the peer belongs, by <see cref="IApplicationEntities"/>.</param>
public sealed class ServedAssociation(DimseChannel channel, EndPoint? remote, string? institutionId)
{
    /// <summary>Messages.</summary>
    public DimseChannel Channel { get; } = channel;

    /// <summary>Address of the peer.</summary>
    public EndPoint? Remote { get; } = remote;

    /// <summary>To whom the peer belongs.</summary>
    public string? InstitutionId { get; } = institutionId;

    /// <summary>AE title of the peer.</summary>
    public string CallingAe => Channel.Association.Request.CallingAe;

    /// <summary>AE title it called.</summary>
    public string CalledAe => Channel.Association.Request.CalledAe;

    /// <summary>Requests answered with success or warning.</summary>
    public int Done { get; private set; }

    /// <summary>Requests answered with a failure.</summary>
    public int Failed { get; private set; }

    /// <summary>Bytes of data sets received.</summary>
    public long DataBytes { get; set; }

    /// <summary>Answers a request, without data set.</summary>
    public ValueTask Respond(DimseMessage request, ushort status)
    {
        if (GeneralStatus.IsDone(status)) Done++;
        else Failed++;
        return Channel.Send(request.Context.Id, Commands.Response(request.Command, status));
    }
}
