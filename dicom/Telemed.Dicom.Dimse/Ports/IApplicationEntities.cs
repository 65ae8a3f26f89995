using System.Net;
using System.Security.Cryptography.X509Certificates;

namespace Telemed.Dicom.Dimse;

/// <summary>Decides which application entities may open an association with this node.</summary>
public interface IApplicationEntities
{
    /// <summary>Asked once for each A-ASSOCIATE-RQ, before anything is negotiated.</summary>
    ValueTask<EntityDecision> Decide(EntityAttempt attempt, CancellationToken cancellationToken);
}

/// <summary>Who asks for an association.</summary>
/// <param name="CallingAe">AE title of the caller, without padding; claimed, not proven.</param>
/// <param name="CalledAe">AE title it wants, without padding.</param>
/// <param name="Remote">Address of the caller, when the connection has one.</param>
public sealed record EntityAttempt(string CallingAe, string CalledAe, EndPoint? Remote)
{
    /// <summary>The certificate the caller showed, and was believed; null without TLS.</summary>
    public X509Certificate2? Certificate { get; init; }
}

/// <summary>Answer of <see cref="IApplicationEntities"/>.</summary>
public abstract record EntityDecision
{
    private EntityDecision() { }

    /// <summary>May connect; <paramref name="InstitutionId"/> goes with every object received.</summary>
    public sealed record Accepted(string? InstitutionId) : EntityDecision
    {
        /// <summary>A limit of its own for associations at one time; null takes the node's.</summary>
        public int? MostAssociations { get; init; }
    }

    /// <summary>May not connect.</summary>
    public sealed record Rejected(EntityRejection Reason) : EntityDecision;
}

/// <summary>Reasons of an A-ASSOCIATE-RJ from the service user (PS3.8 Table 9-21, source 1).</summary>
public enum EntityRejection : byte
{
    /// <summary>No reason given.</summary>
    NoReason = 1,

    /// <summary>Nobody of that title may call from there.</summary>
    CallingAeNotRecognized = 3,

    /// <summary>This node does not answer to that title.</summary>
    CalledAeNotRecognized = 7,
}
