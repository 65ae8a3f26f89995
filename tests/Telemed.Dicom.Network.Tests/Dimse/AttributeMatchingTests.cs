using Telemed.Dicom.Core;
using Telemed.Dicom.Dimse;

namespace Telemed.Dicom.Network.Tests;

/// <summary>PS3.4 §C.2.2.2, one kind of matching after the other.</summary>
public sealed class AttributeMatchingTests
{
    [Theory]
    [InlineData("CT_1", "CT_1", true)]
    [InlineData("CT_1", "ct_1", false)]
    [InlineData("CT*", "CT_1", true)]
    [InlineData("*_1", "CT_1", true)]
    [InlineData("C?_1", "CT_1", true)]
    [InlineData("C?_1", "C_1", false)]
    [InlineData("*T*1*", "CT_1", true)]
    [InlineData("*T*2*", "CT_1", false)]
    [InlineData("[C]T_1", "CT_1", false)]
    [InlineData("*", "", true)]
    [InlineData("?", "", false)]
    public void Text_matches_whole_and_by_wildcards(string key, string value, bool expected) =>
        Assert.Equal(expected, AttributeMatching.MatchesText(Vr.LO, key, value));

    [Fact]
    public void Wildcards_take_no_time_to_speak_of_on_a_hostile_pattern() =>
        Assert.False(Wildcards.Matches(string.Concat(Enumerable.Repeat("*a", 5_000)) + "b", new string('a', 10_000)));

    [Theory]
    [InlineData(Vr.DA, "20260801", "20260801", true)]
    [InlineData(Vr.DA, "20260801-", "20260801", true)]
    [InlineData(Vr.DA, "20260802-", "20260801", false)]
    [InlineData(Vr.DA, "-20260801", "20260801", true)]
    [InlineData(Vr.DA, "-20260731", "20260801", false)]
    [InlineData(Vr.DA, "20260101-20261231", "2026.08.01", true)]
    [InlineData(Vr.DA, "2026080x", "20260801", false)]
    [InlineData(Vr.DA, "20260801-20260901-20261001", "20260801", false)]
    [InlineData(Vr.TM, "10-12", "1159", true)]
    [InlineData(Vr.TM, "10-12", "125959.999", true)]
    [InlineData(Vr.TM, "10-12", "1300", false)]
    [InlineData(Vr.TM, "101500", "10:15:00", true)]
    [InlineData(Vr.TM, "1015", "101559.5", true)]
    [InlineData(Vr.DT, "20260801-20260802", "20260802235959", true)]
    [InlineData(Vr.DT, "20260801-20260802", "20260803", false)]
    [InlineData(Vr.DT, "-", "20260803", false)]
    public void Dates_and_times_match_in_ranges_with_both_ends(Vr vr, string key, string value, bool expected) =>
        Assert.Equal(expected, AttributeMatching.MatchesText(vr, key, value));

    [Theory]
    [InlineData("wang^xiaodong", "Wang^XiaoDong=王^小东", true)]
    [InlineData("wang", "Wang^XiaoDong=王^小东", true)]
    [InlineData("王*", "Wang^XiaoDong=王^小东", true)]
    [InlineData("王^小东", "Wang^XiaoDong=王^小东", true)]
    [InlineData("=王^小东", "Wang^XiaoDong=王^小东", true)]
    [InlineData("Wan", "Wang^XiaoDong=王^小东", false)]
    [InlineData("Wan*", "Wang^XiaoDong=王^小东", true)]
    [InlineData("Wang*=李*", "Wang^XiaoDong=王^小东", false)]
    public void Names_match_without_case_and_in_any_group(string key, string name, bool expected) => Assert.Equal(expected, NameMatching.Matches(key, name));

    [Theory]
    [InlineData("7", "7", true)]
    [InlineData("7", "007", true)]
    [InlineData("7", "8", false)]
    public void Numbers_match_by_value(string key, string value, bool expected) => Assert.Equal(expected, AttributeMatching.MatchesText(Vr.IS, key, value));

    [Fact]
    public void One_identifier_of_a_list_is_enough()
    {
        var candidate = new DataSet().AddAscii(Tags.StudyInstanceUid, Vr.UI, "1.2.3");
        Assert.True(AttributeMatching.Matches(new DataSet().AddAscii(Tags.StudyInstanceUid, Vr.UI, "1.2\\1.2.3"), candidate));
        Assert.False(AttributeMatching.Matches(new DataSet().AddAscii(Tags.StudyInstanceUid, Vr.UI, "1.2\\1.2.30"), candidate));
    }

    [Fact]
    public void Empty_keys_and_a_lone_star_match_what_is_not_there()
    {
        var keys = new DataSet().AddAscii(Tags.PatientId, Vr.LO, "").AddAscii(Tags.AccessionNumber, Vr.SH, "*");
        Assert.True(AttributeMatching.Matches(keys, []));
        Assert.False(AttributeMatching.Matches(new DataSet().AddAscii(Tags.PatientId, Vr.LO, "A"), []));
    }

    [Fact]
    public void A_sequence_matches_when_one_item_matches_all_its_keys()
    {
        var sequence = Tag.From(0x0040_0100);
        DataSet Item(string modality, string date) => new DataSet().AddAscii(Tags.Modality, Vr.CS, modality).AddAscii(Tag.From(0x0040_0002), Vr.DA, date);
        DataSet With(params DataSet[] items) => new DataSet().Add(Element.Sequence(sequence, items));
        var candidate = With(Item("CT", "20260801"), Item("MR", "20260802"));
        Assert.True(AttributeMatching.Matches(With(Item("MR", "20260802-")), candidate));
        Assert.False(AttributeMatching.Matches(With(Item("CT", "20260802-")), candidate));
        Assert.True(AttributeMatching.Matches(With(), candidate));
        Assert.True(AttributeMatching.Matches(With(Item("", "")), []));
        Assert.False(AttributeMatching.Matches(With(Item("CT", "")), []));
    }

    [Fact]
    public void Texts_in_different_character_sets_are_compared_as_texts()
    {
        var keys = new DataSet().AddAscii(Tags.SpecificCharacterSet, Vr.CS, "GB18030")
            .Add(new Element(Tags.PatientName, Vr.PN, Telemed.Dicom.Encoding.TextEncoding.Encode("王^小*", ["GB18030"])!));
        var candidate = new DataSet().AddAscii(Tags.SpecificCharacterSet, Vr.CS, "ISO_IR 192")
            .Add(new Element(Tags.PatientName, Vr.PN, System.Text.Encoding.UTF8.GetBytes("Wang^XiaoDong=王^小东")));
        Assert.True(AttributeMatching.Matches(keys, candidate));
    }
}
