using Telemed.Dicom.Core;

namespace Telemed.Dicom.Dimse;

/// <summary>Objects to retrieve; sees to it that nobody gets what is not theirs to see.</summary>
public interface IStudyObjects
{
    /// <summary>The objects that a retrieval names and the asker may see.</summary>
    ValueTask<IReadOnlyList<RetrievableObject>> Select(RetrieveRequest request, CancellationToken cancellationToken);

    /// <summary>Opens one of them; whoever gets it disposes it.</summary>
    /// <returns>Null when it is no longer there.</returns>
    ValueTask<OutgoingObject?> Open(RetrievableObject selected, CancellationToken cancellationToken);
}

/// <summary>A retrieval that has been found sound (PS3.4 §C.4.2 and §C.4.3).</summary>
/// <param name="Asker">Who asks.</param>
/// <param name="Receiver">Who gets the objects: the move destination, or the asker.</param>
/// <param name="Model">Information model.</param>
/// <param name="Level">Level of the unique keys.</param>
/// <param name="Keys">The identifier.</param>
public sealed record RetrieveRequest(Asker Asker, Asker Receiver, QueryModel Model, QueryLevel Level, DataSet Keys);

/// <summary>An object that was found.</summary>
/// <param name="SopClassUid">SOP class.</param>
/// <param name="SopInstanceUid">SOP instance.</param>
/// <param name="TransferSyntaxUid">How it is stored.</param>
/// <param name="Location">Where <see cref="IStudyObjects"/> has it; means nothing here.</param>
/// <param name="ReceiverMay">The receiver may see it too; if not, its sub-operation fails.</param>
public sealed record RetrievableObject(string SopClassUid, string SopInstanceUid, string TransferSyntaxUid, string Location, bool ReceiverMay = true);
