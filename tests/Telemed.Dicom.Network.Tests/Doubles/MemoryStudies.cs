using Telemed.Dicom.Core;
using Telemed.Dicom.Dimse;
using Telemed.Dicom.Encoding;

namespace Telemed.Dicom.Network.Tests;

/// <summary>Files as an archive: headers in memory, matched attribute by attribute, objects opened from disk.</summary>
internal sealed class MemoryStudies : IStudyQueries, IStudyObjects
{
    private static readonly Tag SopClassesInStudy = Tag.From(0x0008_0062);

    private static readonly Tag[] Kept =
    [
        Tags.SopClassUid, Tags.SopInstanceUid, Tags.StudyDate, Tags.StudyTime, Tags.AccessionNumber, Tags.Modality, Tags.ReferringPhysicianName,
        Tags.StudyDescription, Tags.SeriesDescription, Tags.PatientName, Tags.PatientId, Tags.PatientBirthDate, Tags.PatientSex, Tags.StudyInstanceUid,
        Tags.SeriesInstanceUid, Tags.StudyId, Tags.SeriesNumber, Tags.InstanceNumber, Tag.From(0x0040_0275), SopClassesInStudy,
    ];

    public List<(DataSet Header, string Path)> Objects { get; } = [];

    /// <summary>Made up for tests of many matches.</summary>
    public int Repeat { get; set; } = 1;

    /// <summary>SOP instances that a receiver may not have.</summary>
    public HashSet<string> NotFor { get; } = [];

    public bool Fail { get; set; }

    /// <summary>Awaited before a query is answered.</summary>
    public Func<QueryRequest, Task> Before { get; set; } = _ => Task.CompletedTask;

    public QueryRequest? Last { get; private set; }

    public int Read { get; private set; }

    public void Add(params IEnumerable<string> paths)
    {
        foreach (var path in paths)
        {
            var bytes = File.ReadAllBytes(path);
            var header = DicomFile.Read(new MemorySource(bytes), ReaderOptions.Header).DataSet;
            Objects.Add((header.AddAscii(SopClassesInStudy, Vr.UI, header.Ascii(Tags.SopClassUid) ?? ""), path));
        }
    }

    public async ValueTask<QueryAnswer> Find(QueryRequest request, CancellationToken cancellationToken)
    {
        await Before(request).WaitAsync(cancellationToken);
        if (Fail) throw new IOException("index gone");
        Last = request;
        var known = new DataSet();
        foreach (var key in request.Keys) if (Kept.Contains(key.Tag) || key.Tag == Tags.SpecificCharacterSet) known.Add(key);
        var all = request.Keys.All(k => k.Tag == Tags.QueryRetrieveLevel || k.Tag == Tags.SpecificCharacterSet || Kept.Contains(k.Tag));
        return new QueryAnswer.Found(Matches(known, request.Level), all);
    }

    public ValueTask<IReadOnlyList<RetrievableObject>> Select(RetrieveRequest request, CancellationToken cancellationToken)
    {
        if (Fail) throw new IOException("index gone");
        var keys = new DataSet();
        for (var level = QueryLevel.Patient; level <= request.Level; level++)
            if (request.Keys.Find(level.UniqueKey()) is { } key) keys.Add(key);
        return new([.. Objects.Where(o => AttributeMatching.Matches(keys, o.Header)).Select(o => (Header: SampleFiles.Header(o.Path)!, o.Path))
            .Select(o => new RetrievableObject(o.Header.SopClassUid, o.Header.SopInstanceUid, o.Header.TransferSyntaxUid, o.Path, !NotFor.Contains(o.Header.SopInstanceUid)))]);
    }

    public ValueTask<OutgoingObject?> Open(RetrievableObject selected, CancellationToken cancellationToken) => new(OutgoingObject.Open(selected.Location));

    private async IAsyncEnumerable<DataSet> Matches(DataSet keys, QueryLevel level)
    {
        await Task.Yield();
        foreach (var group in Objects.Where(o => AttributeMatching.Matches(keys, o.Header)).GroupBy(o => o.Header.Ascii(level.UniqueKey())))
            for (var i = 0; i < Repeat; i++)
            {
                Read++;
                yield return group.First().Header;
            }
    }
}
