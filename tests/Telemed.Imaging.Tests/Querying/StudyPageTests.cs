using System.Buffers;
using System.Globalization;
using System.Text;
using System.Text.Json;
using Telemed.Dicom.Core;
using Telemed.Dicom.Web;
using Telemed.Imaging.Opening;
using Telemed.Imaging.Querying;

namespace Telemed.Imaging.Tests.Querying;

/// <summary>Own studies are found by their place, their modality or their name, and counted by days; each way must find what looking at every study finds.</summary>
public sealed class StudyPageTests : IClassFixture<QueryCase>
{
    private static readonly string[] Days = ["", "20260731", "20260801", "20260802", "20260831"];
    private static readonly string[] Times = ["", "08", "0930", "101530.25"];
    private static readonly string[] Modalities = ["", "CT", "MR", "PT", "A\"B"];
    private static readonly string[] Names = ["", "Wang^XiaoDong=王^小东", "Wang^Li", "王^小东", "Smith^John"];

    private readonly QueryCase index;

    public StudyPageTests(QueryCase index)
    {
        this.index = index;
        index.Empty();
    }

    [Fact]
    public void Every_combination_of_keys_finds_and_counts_page_by_page_what_a_look_at_each_study_finds()
    {
        var random = new Random(7);
        for (int round = 0; round < 3; round++) index.AddAll([.. Enumerable.Range(0, 60).Select(_ => Made(random))]);
        var each = index.Studies();
        (Tag, string)[] keys =
        [
            (Tags.StudyDate, "20260801-"), (Tags.StudyDate, "-20260801"), (Tags.StudyDate, "20260801-20260802"), (Tags.StudyTime, "-1000"), (Tags.StudyTime, "0930-"),
            (Tags.ModalitiesInStudy, "CT"), (Tags.ModalitiesInStudy, "CT\\PT"), (Tags.ModalitiesInStudy, "A\"B"), (Tags.ModalitiesInStudy, "?T"), (Tags.PatientName, "Wang*"),
            (Tags.PatientName, "*小*"), (Tags.PatientName, "王"), (Tags.PatientId, "P1*"), (Tags.PatientId, "P7"), (Tags.StudyDescription, "Chest"), (Tags.AccessionNumber, "A1?"),
        ];
        foreach (var (first, i) in keys.Select((key, i) => (key, i)))
            foreach (var second in keys.Skip(i))
                Compare(each, i % 2 == 0, first, second);
    }

    [Fact]
    public void Opened_studies_stand_among_the_own_in_one_order_and_are_counted()
    {
        index.AddAll([.. Enumerable.Range(0, 9).Select(i => ((string?)(i % 3 == 0 ? "county" : QueryCase.Own), (IEnumerable<(Tag, string)>)[(Tags.StudyDate, $"2026080{9 - i}")]))]);
        var query = new ImagingQuery(QueryLevel.Study, new StudyScope(QueryCase.Own, ["1.2.1.4", "1.2.1.2"]), []) { Limit = 3 };
        Assert.Equal(["2", "3", "4", "5", "6", "8", "9"], Enumerable.Range(0, 4).SelectMany(page => Page(query with { Offset = page * 3 })).Select(uid => uid[6..]));
        Assert.Equal(7, index.Queries.Total(query));
    }

    [Fact]
    public void What_a_later_object_adds_moves_a_study_to_its_day_its_modality_and_its_owner()
    {
        index.Add(QueryCase.Own, (Tags.StudyInstanceUid, "1.2.1.1"), (Tags.PatientName, "Wang^Li"));
        Assert.Equal(["1.2.1.1"], index.Studies());
        index.Add(QueryCase.Own, (Tags.StudyInstanceUid, "1.2.1.1"), (Tags.StudyDate, "20260801"), (Tags.Modality, "CT"));
        index.Add(QueryCase.Own, (Tags.StudyInstanceUid, "1.2.1.1"), (Tags.Modality, "PT"));
        foreach (string modality in new[] { "CT", "PT" })
        {
            Assert.Equal(["1.2.1.1"], index.Studies((Tags.ModalitiesInStudy, modality), (Tags.StudyDate, "20260801")));
            Assert.Equal(1, Total((Tags.ModalitiesInStudy, modality)));
        }
        Assert.Equal(["1.2.1.1"], index.Studies((Tags.PatientName, "Wang*"), (Tags.StudyDate, "20260801")));
        Assert.Equal(1, Total());
        Assert.Equal(0, Total((Tags.StudyDate, "-20260731")));
    }

    [Fact]
    public void A_page_far_behind_is_found_by_counting_days_and_not_by_passing_over_studies()
    {
        foreach (var key in new (Tag, string)[][] { [], [(Tags.StudyDate, "20260101-")], [(Tags.ModalitiesInStudy, "CT")], [(Tags.ModalitiesInStudy, "CT"), (Tags.StudyDate, "20260101-20261231")] })
        {
            var query = new ImagingQuery(QueryLevel.Study, new StudyScope(QueryCase.Own, []), [.. key.Select(one => new QueryKey(one.Item1, one.Item2))]) { Limit = 10, Offset = 5000 };
            var statement = new QueryStatement(query, QueryConditions.Read(query, out _)!);
            string days = Assert.Single(Plan(statement.Days!)), page = Assert.Single(Plan(statement.Studies(fromDay: true, all: false)));
            Assert.StartsWith("SEARCH p USING PRIMARY KEY (institution=? AND modality=?", days, StringComparison.Ordinal);
            Assert.StartsWith("SEARCH p USING PRIMARY KEY (institution=? AND modality=? AND day<?", page.Replace("day>? AND day<?", "day<?", StringComparison.Ordinal), StringComparison.Ordinal);
        }
    }

    [Fact]
    public void Rows_are_written_as_the_data_sets_would_be()
    {
        index.Add(QueryCase.Own, (Tags.PatientName, "Wang^XiaoDong=王^小东=\\x"), (Tags.StudyDescription, "a \\b\\ c\"<ü> "), (Tags.StudyDate, "20260801"), (Tags.Modality, "CT"));
        index.Add(QueryCase.Own, (Tags.StudyInstanceUid, "1.2.1.1"), (Tags.Modality, "PT"), (Tags.ReferringPhysicianName, "Lee^A^^^ \\Wu^B=伍"));
        index.Add(QueryCase.Own, (Tags.StudyDescription, " "), (Tags.PatientId, "\\"), (Tags.AccessionNumber, "0012"));
        index.Add(QueryCase.Own);
        var query = new ImagingQuery(QueryLevel.Study, new StudyScope(QueryCase.Own, []), []) { Include = [new(Tag.From(0x0008_1060)), new(Tag.From(0x0010_1000))] };
        var sets = index.Queries.Run(query, out _)!.Matches;
        foreach (var set in sets) set.AddAscii(Tags.RetrieveUrl, Vr.UR, $"/dicom-web/studies/{set.Ascii(Tags.StudyInstanceUid)}");
        Assert.Equal(Json(json => { foreach (var set in sets) new DicomJson(json).Write(set); }), Json(json =>
        {
            var conditions = QueryConditions.Read(query, out _)!;
            var statement = new QueryStatement(query, conditions);
            var rows = StudyRowJson.Of(query, statement, "/dicom-web/studies")!;
            index.Queries.Page(query, conditions, statement, total => Assert.Equal(3, total), row => rows.Write(json, row));
        }));
    }

    private void Compare(IReadOnlyList<string> each, bool fuzzy, params (Tag Tag, string Value)[] keys)
    {
        var query = new ImagingQuery(QueryLevel.Study, new StudyScope(null, [.. each]), [.. keys.Select(key => new QueryKey(key.Tag, key.Value))]) { FuzzyNames = fuzzy };
        var expected = Page(query);
        var own = query with { Scope = new StudyScope(QueryCase.Own, []) };
        string asked = string.Join(" & ", keys.Select(key => key.Value));
        Assert.True(expected.SequenceEqual(Page(own)), asked);
        Assert.True(expected.Count == index.Queries.Total(own), asked);
        Assert.True(expected.SequenceEqual(Enumerable.Range(0, expected.Count / 7 + 1).SelectMany(page => Page(own with { Limit = 7, Offset = 7 * page }))), asked);
        Assert.True(expected.SequenceEqual(index.Queries.Stream(own, out _)!.Select(match => match.Ascii(Tags.StudyInstanceUid)!)), asked);
        var series = index.Queries.Run(own with { Level = QueryLevel.Series }, out _)!.Matches.Select(match => match.Ascii(Tags.StudyInstanceUid)!).Distinct();
        Assert.True(expected.SequenceEqual(series), asked);
    }

    private List<string> Page(ImagingQuery query) => [.. index.Queries.Run(query, out _)!.Matches.Select(match => match.Ascii(Tags.StudyInstanceUid)!)];

    private long Total(params (Tag Tag, string Value)[] keys) =>
        index.Queries.Total(new ImagingQuery(QueryLevel.Study, new StudyScope(QueryCase.Own, []), [.. keys.Select(key => new QueryKey(key.Tag, key.Value))]));

    private List<string> Plan(string sql)
    {
        using var reader = index.Index.Read();
        var plan = reader.Of("EXPLAIN QUERY PLAN " + sql);
        var steps = new List<string>();
        while (plan.Step()) steps.Add(plan.Text(3));
        return steps;
    }

    private static (string? Institution, IEnumerable<(Tag, string)> Attributes) Made(Random random)
    {
        int study = random.Next(60);
        (Tag, string)[] said =
        [
            (Tags.StudyInstanceUid, $"1.2.1.{study}"), (Tags.PatientId, $"P{study / 3}"), (Tags.AccessionNumber, $"A{study}"), (Tags.StudyDate, Days[random.Next(Days.Length)]),
            (Tags.StudyTime, Times[random.Next(Times.Length)]), (Tags.Modality, Modalities[random.Next(Modalities.Length)]), (Tags.PatientName, Names[study % Names.Length]),
            (Tags.StudyDescription, study % 2 == 0 ? "Chest" : ""),
        ];
        return (study % 5 == 0 ? "county" : study % 17 == 0 ? null : QueryCase.Own, said);
    }

    private static string Json(Action<Utf8JsonWriter> write)
    {
        var bytes = new ArrayBufferWriter<byte>();
        using (var json = new Utf8JsonWriter(bytes))
        {
            json.WriteStartArray();
            write(json);
            json.WriteEndArray();
        }
        return Encoding.UTF8.GetString(bytes.WrittenSpan);
    }
}
