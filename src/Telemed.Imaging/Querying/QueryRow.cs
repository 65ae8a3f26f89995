using System.Globalization;
using System.Text;
using Telemed.Dicom.Core;
using Telemed.Dicom.Encoding;
using Telemed.Imaging.Indexing;
using Telemed.Imaging.Storing;
using Telemed.ReadModel;

namespace Telemed.Imaging.Querying;

/// <summary>Turns rows of the index into data sets, texts in UTF-8. What has no column is read from the object that speaks for the match.</summary>
internal sealed class QueryRow
{
    private static readonly Element Utf8 = new DataSet().AddAscii(Tags.SpecificCharacterSet, Vr.CS, "ISO_IR 192").Find(Tags.SpecificCharacterSet)!;
    private static readonly Element Online = new DataSet().AddAscii(Tags.InstanceAvailability, Vr.CS, "ONLINE").Find(Tags.InstanceAvailability)!;
    private static readonly Tag[] PatientCounts = [Tag.From(0x0020_1200), Tag.From(0x0020_1202), Tag.From(0x0020_1204)];

    private readonly ImagingQuery query;
    private readonly IReadOnlyList<IndexedAttribute> columns;
    private readonly int first;
    private readonly ObjectFolders folders;
    private readonly Tag[] fromObject;
    private readonly bool hasSequences;

    public QueryRow(ImagingQuery query, QueryStatement statement, ObjectFolders folders)
    {
        (this.query, columns, first, this.folders) = (query, statement.Columns, statement.FirstColumn, folders);
        fromObject = [.. FromObject(query)];
        hasSequences = columns.Any(column => column.Path.Inner is not null);
    }

    /// <summary>What was asked for by name and no column holds.</summary>
    public static IEnumerable<Tag> FromObject(ImagingQuery query) => query.Include.Select(path => path.Tag).Concat(query.Keys.Select(key => key.Path.Tag)).Distinct()
        .Where(tag => !IndexedAttributes.Holds(tag) && LevelAttributes.Belongs(tag, query.Level));

    /// <summary>The match in the present row.</summary>
    public DataSet Read(ReadStatement row)
    {
        var match = new DataSet().Add(Utf8);
        if (query.Level != QueryLevel.Patient) match.Add(Online);
        for (int i = 0; i < columns.Count; i++)
            if (columns[i].Path.Inner is null) match.Add(ElementOf(row, i, columns[i].Path.Tag));
        if (hasSequences) AddSequences(match, row);
        for (int i = 0; query.Level == QueryLevel.Patient && i < PatientCounts.Length; i++)
            match.AddAscii(PatientCounts[i], Vr.IS, row.Number(first + columns.Count + 1 + i).ToString(CultureInfo.InvariantCulture));
        if (query.IncludeAll || fromObject.Length > 0) AddFromObject(match, row.Text(first + columns.Count));
        return match;
    }

    private Element ElementOf(ReadStatement row, int column, Tag tag)
    {
        var attribute = columns[column];
        int at = first + column;
        if (row.IsNull(at)) return new Element(tag, attribute.Vr, default);
        if (attribute.Kind != MatchKind.Number) return Text(tag, attribute.Vr, attribute.Kind == MatchKind.List ? row.Text(at)[1..^1] : row.Text(at));
        long number = row.Number(at);
        return attribute.Vr == Vr.US ? new Element(tag, Vr.US, new[] { (byte)number, (byte)(number >> 8) }) : Text(tag, attribute.Vr, number.ToString(CultureInfo.InvariantCulture));
    }

    private static Element Text(Tag tag, Vr vr, string text)
    {
        int length = Encoding.UTF8.GetByteCount(text);
        var bytes = new byte[length + (length & 1)];
        Encoding.UTF8.GetBytes(text, bytes);
        if ((length & 1) == 1) bytes[^1] = vr.PaddingByte();
        return new Element(tag, vr, bytes);
    }

    /// <summary>Columns of one sequence are lists of equal length, one value for each item.</summary>
    private void AddSequences(DataSet match, ReadStatement row)
    {
        var items = new Dictionary<Tag, List<DataSet>>();
        for (int i = 0; i < columns.Count; i++)
        {
            if (columns[i].Path.Inner is not { } inner) continue;
            if (!items.TryGetValue(columns[i].Path.Tag, out var list)) items.Add(columns[i].Path.Tag, list = []);
            var values = row.IsNull(first + i) ? [] : AttributeValues.Split(row.Text(first + i));
            for (int item = 0; item < values.Length; item++)
            {
                if (list.Count == item) list.Add(new DataSet());
                if (values[item].Length > 0) list[item].Add(Text(inner, columns[i].Vr, values[item]));
            }
        }
        foreach (var (tag, list) in items) match.Add(Element.Sequence(tag, list));
    }

    private void AddFromObject(DataSet match, string instance)
    {
        try
        {
            using var file = File.OpenHandle(folders.PathOf(instance), FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
            var sent = DicomFile.Read(new FileSource(file), ReaderOptions.Header with { DeferLongerThanBytes = 4096 }).DataSet.ToUtf8();
            foreach (var element in sent)
                if (!element.IsDeferred && match.Find(element.Tag) is null && (query.IncludeAll ? LevelAttributes.Belongs(element.Tag, query.Level) : fromObject.Contains(element.Tag)))
                    match.Add(element);
        }
        catch (FileNotFoundException)
        {
            // taken away meanwhile: what the index knows is still true
        }
    }
}
