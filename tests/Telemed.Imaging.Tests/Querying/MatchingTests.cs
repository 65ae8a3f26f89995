using Telemed.Dicom.Core;
using Telemed.Imaging.Opening;
using Telemed.Imaging.Querying;

namespace Telemed.Imaging.Tests.Querying;

public sealed class MatchingTests : IClassFixture<QueryCase>
{
    private static readonly Tag StudyTime = Tags.StudyTime;

    private readonly QueryCase index;

    public MatchingTests(QueryCase index)
    {
        this.index = index;
        index.Empty();
    }

    [Theory]
    [InlineData("20260801", "b")]
    [InlineData("20260801-20260831", "b c")]
    [InlineData("-20260801", "a b")]
    [InlineData("20260802-", "c d")]
    [InlineData("20260901-20261231", "")]
    [InlineData("2026.08.01", "b")]
    public void A_day_or_a_range_of_days_takes_both_ends_in(string value, string expected)
    {
        Studies((Tags.StudyDate, ["20260731", "20260801", "20260831", "20270101"]));
        Assert.Equal(expected, Found((Tags.StudyDate, value)));
    }

    [Theory]
    [InlineData("10", "b c")]
    [InlineData("10-10", "b c")]
    [InlineData("1030-", "c d")]
    [InlineData("-1000", "a b")]
    [InlineData("-095959", "a")]
    public void A_time_with_fewer_digits_stands_for_its_whole_hour_or_minute_at_the_end_of_a_range(string value, string expected)
    {
        Studies((StudyTime, ["095959.9", "100000", "10:59:30", "110000"]));
        Assert.Equal(expected, Found((StudyTime, value)));
    }

    [Theory]
    [InlineData("P-1?", "b c")]
    [InlineData("P-*", "a b c")]
    [InlineData("*1*", "a b c")]
    [InlineData("P-1", "a")]
    [InlineData("p-1", "")]
    [InlineData("[P]-1", "")]
    [InlineData("P-1\\[X]", "a d")]
    [InlineData("[*", "d")]
    public void Wildcards_stand_for_any_characters_or_one_and_nothing_else_is_special(string value, string expected)
    {
        Studies((Tags.PatientId, ["P-1", "P-11", "P-12", "[X]"]));
        Assert.Equal(expected, Found((Tags.PatientId, value)));
    }

    [Theory]
    [InlineData("王^小东", "a")]
    [InlineData("王*", "a")]
    [InlineData("王", "a")]
    [InlineData("wang^xiaodong", "a")]
    [InlineData("WANG", "a b")]
    [InlineData("*DONG", "a")]
    [InlineData("wxd", "")]
    [InlineData("王小东", "")]
    public void A_name_matches_by_any_of_its_groups_whatever_the_case(string value, string expected)
    {
        Studies((Tags.PatientName, ["Wang^XiaoDong=王^小东", "Wang^Li", "Smith^John^Q", ""]));
        Assert.Equal(expected, Found((Tags.PatientName, value)));
    }

    [Theory]
    [InlineData("wxd", "a e")]
    [InlineData("wangxiao", "a b e")]
    [InlineData("王小东", "a b")]
    [InlineData("王小", "a b")]
    [InlineData("xiaodong wang", "b")]
    [InlineData("zy", "c")]
    [InlineData("shanyun", "d")]
    [InlineData("danyun", "d")]
    [InlineData("smith", "")]
    public void A_fuzzy_name_is_found_by_pinyin_initials_and_in_any_order(string value, string expected)
    {
        Studies((Tags.PatientName, ["王^小东", "Wang^XiaoDong", "曾^毅", "单^云", "汪^晓冬"]));
        Assert.Equal(expected, Found(query => query with { FuzzyNames = true }, (Tags.PatientName, value)));
    }

    [Theory]
    [InlineData("CT", "a b")]
    [InlineData("CT\\MR", "a b c")]
    [InlineData("C?", "a b")]
    [InlineData("PT", "b")]
    [InlineData("C", "")]
    public void A_study_is_found_by_any_modality_in_it(string value, string expected)
    {
        Studies((Tags.Modality, ["CT", "CT", "MR"]));
        index.Add(QueryCase.Own, (Tags.StudyInstanceUid, "1.2.1.2"), (Tags.Modality, "PT"));
        Assert.Equal(expected, Found((Tags.ModalitiesInStudy, value)));
    }

    [Fact]
    public void A_list_of_identifiers_finds_each_of_them()
    {
        Studies((Tags.StudyId, ["1", "2", "3"]));
        Assert.Equal("a c", Found((Tags.StudyInstanceUid, "1.2.1.1\\1.2.1.3\\9.9")));
    }

    [Fact]
    public void Two_quotation_marks_find_what_has_no_value()
    {
        Studies((Tags.AccessionNumber, ["A1", "", "A3"]));
        Assert.Equal("b", Found(query => query with { EmptyValues = true }, (Tags.AccessionNumber, "\"\"")));
        Assert.Equal("", Found((Tags.AccessionNumber, "\"\"")));
    }

    [Fact]
    public void Keys_of_studies_narrow_series_and_instances_and_keys_below_the_level_are_named_as_not_used()
    {
        Studies((Tags.PatientId, ["P1", "P2"]));
        Assert.Single(index.Find(QueryLevel.Series, query => query, (Tags.PatientId, "P1")));
        var instance = Assert.Single(index.Find(QueryLevel.Instance, query => query, (Tags.PatientId, "P2"), (Tags.SopClassUid, "1.2.840.10008.5.1.4.1.1.2")));
        Assert.Equal("1.2.3.2", instance.Ascii(Tags.SopInstanceUid));
        var answer = index.Queries.Run(new ImagingQuery(QueryLevel.Study, new StudyScope(QueryCase.Own, []), [new QueryKey(Tags.SopInstanceUid, "1.2.3.1")]), out _);
        Assert.Equal([new TagPath(Tags.SopInstanceUid)], answer!.Ignored);
    }

    [Fact]
    public void An_own_study_that_a_case_opens_too_is_found_and_counted_once()
    {
        Studies((Tags.PatientId, ["P1", "P2"]));
        var query = new ImagingQuery(QueryLevel.Study, new StudyScope(QueryCase.Own, ["1.2.1.1"]), []);
        Assert.Equal(2, index.Queries.Run(query, out _)!.Matches.Count);
        Assert.Equal(2, index.Queries.Total(query));
    }

    [Fact]
    public void Patients_of_two_institutions_with_one_number_stay_two_and_count_their_own_studies()
    {
        index.Add(QueryCase.Own, (Tags.PatientId, "7"), (Tags.PatientName, "A"));
        index.Add(QueryCase.Own, (Tags.PatientId, "7"), (Tags.PatientName, "A"));
        index.Add("county", (Tags.PatientId, "7"), (Tags.PatientName, "B"));
        var both = index.Find(QueryLevel.Patient, query => query with { Scope = new(QueryCase.Own, ["1.2.1.3"]) }, (Tags.PatientId, "7"));
        Assert.Equal([("county", "1"), ("township", "2")], both.Select(p => (p.Ascii(Tags.IssuerOfPatientId), p.Ascii(Tag.From(0x0020_1200)))));
    }

    [Theory]
    [InlineData("00080020", "2026")]
    [InlineData("00080020", "-")]
    [InlineData("00080030", "25")]
    [InlineData("0020000D", "1.2.x")]
    public void A_value_that_cannot_be_right_is_a_fault_of_its_attribute(string tag, string value)
    {
        Assert.True(Tag.TryParse(tag, out var key));
        Assert.Null(index.Queries.Run(new ImagingQuery(QueryLevel.Study, new StudyScope(QueryCase.Own, []), [new QueryKey(key, value)]), out var fault));
        Assert.Equal(key, fault!.Path.Tag);
    }

    private void Studies((Tag Tag, string[] Values) of) => index.AddAll(of.Values.Select(value => ((string?)QueryCase.Own, (IEnumerable<(Tag, string)>)[(of.Tag, value)])));

    private string Found(params IEnumerable<(Tag Tag, string Value)> keys) => Found(query => query, keys);

    private string Found(Func<ImagingQuery, ImagingQuery> change, params IEnumerable<(Tag Tag, string Value)> keys) =>
        string.Join(' ', index.Studies(change, keys).Distinct().Order(StringComparer.Ordinal).Select(study => (char)('a' + int.Parse(study.AsSpan(6), System.Globalization.CultureInfo.InvariantCulture) - 1)));
}
