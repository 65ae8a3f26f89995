using Telemed.Dicom.Core;
using Telemed.Dicom.Dimse;
using Telemed.Imaging.Querying;
using Telemed.Imaging.Storing;

namespace Telemed.Imaging.Exchanging;

/// <summary>Objects for C-MOVE and C-GET: what the asker may see, and of that what the receiver may have.</summary>
internal sealed class StudyObjects(ImagingQueries queries, Equipment equipment, ObjectFolders folders) : IStudyObjects
{
    public async ValueTask<IReadOnlyList<RetrievableObject>> Select(RetrieveRequest request, CancellationToken cancellationToken)
    {
        var keys = new List<QueryKey>();
        for (var level = Dicom.Dimse.QueryLevel.Patient; level <= request.Level; level++)
            if (request.Keys.AsciiValues(level.UniqueKey()) is { Length: > 0 } values) keys.Add(new(level.UniqueKey(), string.Join('\\', values)));
        var query = new ImagingQuery(Querying.QueryLevel.Instance, equipment.ScopeOf(request.Asker), keys);
        var selected = new List<RetrievableObject>();
        var receiverMay = new Dictionary<string, bool>();
        foreach (var match in queries.Stream(query, out _) ?? [])
        {
            string study = match.Ascii(Tags.StudyInstanceUid)!, instance = match.Ascii(Tags.SopInstanceUid)!;
            if (!receiverMay.TryGetValue(study, out bool may)) receiverMay[study] = may = await Opens(request, study, cancellationToken);
            selected.Add(new(match.Ascii(Tags.SopClassUid)!, instance, match.Ascii(Tags.AvailableTransferSyntaxUid)!, folders.PathOf(instance), may));
        }
        return selected;
    }

    public ValueTask<OutgoingObject?> Open(RetrievableObject selected, CancellationToken cancellationToken)
    {
        try
        {
            return new(OutgoingObject.Open(selected.Location));
        }
        catch (FileNotFoundException)
        {
            return new((OutgoingObject?)null);
        }
    }

    private async ValueTask<bool> Opens(RetrieveRequest request, string study, CancellationToken cancellationToken)
    {
        if (!await equipment.MayRead(request.Receiver, study, cancellationToken)) return false;
        await equipment.RecordRead(request.Receiver, study, cancellationToken);
        return true;
    }
}
