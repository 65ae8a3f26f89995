using Telemed.Dicom.Core;
using Telemed.Dicom.Encoding;
using Telemed.Imaging.Indexing;
using Telemed.Imaging.Opening;
using Telemed.Imaging.Querying;
using Telemed.Imaging.Storing;

namespace Telemed.Imaging.Tests.Querying;

/// <summary>An index with made-up objects in it, without files.</summary>
public sealed class QueryCase : IDisposable
{
    public const string Own = "township";

    private readonly string folder = Imaging.Tests.Node.NewFolder();
    private readonly ObjectFolders folders;
    private readonly ImagingIndex index;
    private readonly IndexWriter writer;
    private int next;

    public QueryCase()
    {
        folders = new ObjectFolders(folder);
        index = new ImagingIndex(folder);
        writer = new IndexWriter(index);
        Queries = new ImagingQueries(index, folders);
    }

    internal ImagingQueries Queries { get; }

    internal ImagingIndex Index => index;

    internal ObjectFolders Folders => folders;

    public void Dispose()
    {
        writer.Dispose();
        index.Dispose();
        folders.Dispose();
        Directory.Delete(folder, recursive: true);
    }

    /// <summary>Numbers begin again at 1.</summary>
    public void Empty()
    {
        index.Clear();
        next = 0;
    }

    /// <summary>One object of a study, series and instance of its own unless the attributes say otherwise.</summary>
    public void Add(string? institution, params IEnumerable<(Tag Tag, string Value)> attributes) => AddAll([(institution, attributes)]);

    public void AddAll(IEnumerable<(string? Institution, IEnumerable<(Tag Tag, string Value)> Attributes)> objects) => writer.Add([.. objects.Select(one => Record(one.Institution, one.Attributes))]);

    internal List<string> Studies(params IEnumerable<(Tag Tag, string Value)> keys) => Studies(query => query, keys);

    internal List<string> Studies(Func<ImagingQuery, ImagingQuery> change, params IEnumerable<(Tag Tag, string Value)> keys) =>
        [.. Find(QueryLevel.Study, change, keys).Select(match => match.Ascii(Tags.StudyInstanceUid)!)];

    internal IReadOnlyList<DataSet> Find(QueryLevel level, Func<ImagingQuery, ImagingQuery> change, params IEnumerable<(Tag Tag, string Value)> keys)
    {
        var query = change(new ImagingQuery(level, new StudyScope(Own, []), [.. keys.Select(key => new QueryKey(key.Tag, key.Value))]));
        var answer = Queries.Run(query, out var fault);
        Assert.Null(fault);
        return answer!.Matches;
    }

    private InstanceRecord Record(string? institution, IEnumerable<(Tag Tag, string Value)> attributes)
    {
        int number = ++next;
        var set = new DataSet();
        set.AddAscii(Tags.SpecificCharacterSet, Vr.CS, "ISO_IR 192").AddAscii(Tags.SopClassUid, Vr.UI, "1.2.840.10008.5.1.4.1.1.2")
            .AddAscii(Tags.SopInstanceUid, Vr.UI, $"1.2.3.{number}").AddAscii(Tags.StudyInstanceUid, Vr.UI, $"1.2.1.{number}").AddAscii(Tags.SeriesInstanceUid, Vr.UI, $"1.2.2.{number}");
        foreach (var (tag, value) in attributes) set.Add(new Element(tag, DicomDictionary.VrOf(tag), System.Text.Encoding.UTF8.GetBytes(value)));
        return InstanceRecord.Of(set, new Provenance(institution, DateTimeOffset.UnixEpoch.AddSeconds(number), "AE", new string('0', 64)), TransferSyntax.ExplicitLittle.Uid, 100)!;
    }
}
