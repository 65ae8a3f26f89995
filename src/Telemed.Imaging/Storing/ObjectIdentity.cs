using Telemed.Dicom.Core;
using Telemed.Dicom.Encoding;

namespace Telemed.Imaging.Storing;

/// <summary>The four identifiers without which an object cannot be stored.</summary>
internal sealed record ObjectIdentity(string SopClassUid, string SopInstanceUid, string StudyInstanceUid, string SeriesInstanceUid)
{
    /// <summary>Reads no further than the last of the four; whatever is broken behind them does not matter here.</summary>
    public static ObjectIdentity? Read(ByteSource dataSet, TransferSyntax syntax)
    {
        var set = DataSetReader.Read(dataSet, syntax, ReaderOptions.UpTo(Tags.SeriesInstanceUid)).DataSet;
        return Uid(set, Tags.SopClassUid) is { } sopClass && Uid(set, Tags.SopInstanceUid) is { } instance
            && Uid(set, Tags.StudyInstanceUid) is { } study && Uid(set, Tags.SeriesInstanceUid) is { } series
            ? new(sopClass, instance, study, series) : null;
    }

    private static string? Uid(DataSet set, Tag tag) => set.Ascii(tag) is { } uid && Dicom.Core.Uid.IsValid(uid) ? uid : null;
}
