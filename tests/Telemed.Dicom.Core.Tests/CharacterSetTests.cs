using Telemed.Dicom.Core;
using Telemed.Dicom.Encoding;

namespace Telemed.Dicom.Tests;

public sealed class CharacterSetTests
{
    [Theory]
    [InlineData("chrX1.dcm", "Wang^XiaoDong=王^小東=")]
    [InlineData("chrX2.dcm", "Wang^XiaoDong=王^小东=")]
    [InlineData("chrGB2312.dcm", "Zhang^XiaoDong=张^小东=")]
    [InlineData("chrH31.dcm", "Yamada^Tarou=山田^太郎=やまだ^たろう")]
    [InlineData("chrH32.dcm", "ﾔﾏﾀﾞ^ﾀﾛｳ=山田^太郎=やまだ^たろう")]
    [InlineData("chrI2.dcm", "Hong^Gildong=洪^吉洞=홍^길동")]
    [InlineData("chrFren.dcm", "Buc^Jérôme")]
    [InlineData("chrGerm.dcm", "Äneas^Rüdiger")]
    [InlineData("chrArab.dcm", "قباني^لنزار")]
    public void Names_come_out_readable(string name, string expected)
    {
        var read = DicomFile.Read(new MemorySource(Samples.Read(name)), ReaderOptions.Whole);
        Assert.Equal(expected, read.DataSet.Text(Tags.PatientName, CharacterSets.Of(read.DataSet)));
    }

    [Theory]
    [InlineData("ISO_IR 101", "B3", "ł")]
    [InlineData("ISO_IR 109", "A1", "Ħ")]
    [InlineData("ISO_IR 110", "A2", "ĸ")]
    [InlineData("ISO_IR 144", "BBEED6DAD5D2", "Люжкев")]
    [InlineData("ISO_IR 126", "C4E9EFED", "Διον")]
    [InlineData("ISO_IR 138", "F9E8", "שט")]
    [InlineData("ISO_IR 148", "F0", "ğ")]
    [InlineData("ISO_IR 166", "B9D2C2", "นาย")]
    [InlineData("ISO_IR 13", "D4CFC0DE", "ﾔﾏﾀﾞ")]
    [InlineData("GBK", "90C0", "惱")]
    [InlineData("GB18030", "8139EE39", "㐀")]
    [InlineData("\\ISO 2022 IR 159", "1B24284430211B2842", "丂")]
    [InlineData("\\ISO 2022 IR 58", "CDF5", "王")]
    public void Every_declared_set_is_read(string declared, string hex, string expected) =>
        Assert.Equal(expected, CharacterSets.Of(declared.Split('\\')).Decode(Convert.FromHexString(hex), Vr.LO));

    [Theory]
    [InlineData("CDF55ED0A1B6AB", "王^小东", TextEvidence.DetectedChinese)]
    [InlineData("E78E8B5EE5B08F", "王^小", TextEvidence.DetectedUtf8)]
    [InlineData("57616E67", "Wang", TextEvidence.Ascii)]
    [InlineData("FF41", "ÿA", TextEvidence.Unknown)]
    public void Undeclared_text_is_read_by_what_its_bytes_give_away(string hex, string expected, TextEvidence evidence)
    {
        Assert.Equal(expected, CharacterSets.Undeclared.Decode(Convert.FromHexString(hex), Vr.PN, out var found));
        Assert.Equal(evidence, found);
    }

    [Fact]
    public void Chinese_under_a_Western_declaration_is_read_as_Chinese_and_Western_names_stay()
    {
        var western = CharacterSets.Of(["ISO_IR 100"]);
        Assert.Equal("王小东", western.Decode(Convert.FromHexString("CDF5D0A1B6AB"), Vr.PN, out var evidence));
        Assert.Equal(TextEvidence.ChineseDespiteDeclaration, evidence);
        Assert.Equal("Jérôme", western.Decode(Convert.FromHexString("4AE972F46D65"), Vr.PN, out evidence));
        Assert.Equal(TextEvidence.Declared, evidence);
    }

    [Fact]
    public void A_backslash_inside_a_Chinese_character_separates_nothing()
    {
        var element = new Element(Tags.StudyDescription, Vr.LO, Convert.FromHexString("905C5C41"));   // one character of GBK, a separator, A
        Assert.Equal(["怽", "A"], element.Texts(CharacterSets.Of(["GBK"])));
    }

    [Fact]
    public void An_item_may_declare_a_set_of_its_own()
    {
        var read = DicomFile.Read(new MemorySource(Samples.Read("chrSQEncoding.dcm")), ReaderOptions.Whole);
        var outer = CharacterSets.Of(read.DataSet);
        var item = read.DataSet.Find(new Tag(0x0032, 0x1064))!.Items![0];
        Assert.Equal("ﾔﾏﾀﾞ^ﾀﾛｳ=山田^太郎=やまだ^たろう", item.Text(Tags.PatientName, CharacterSets.Of(item, outer)));
    }
}
