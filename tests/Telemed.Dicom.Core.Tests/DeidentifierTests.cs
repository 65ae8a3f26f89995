using Telemed.Dicom.Core;
using Telemed.Dicom.Encoding;
using Telemed.Dicom.Encoding.Deidentification;

namespace Telemed.Dicom.Tests;

public sealed class DeidentifierTests
{
    private static readonly byte[] Secret = System.Text.Encoding.ASCII.GetBytes("a secret of the test, long enough");
    private static readonly Deidentifier Usual = new(new(Secret));

    [Fact]
    public void Nothing_that_was_written_about_the_person_is_left_anywhere()
    {
        var set = Ct();
        foreach (var copy in new[] { Usual.Apply(set, out _)!, new Deidentifier(new(Secret) { ShiftDates = false }).Apply(set, out _)! })
        {
            string all = Everything(copy);
            foreach (string secret in new[] { "Planted", "20040119", "1.3.6.1.4.1.5962" }) Assert.DoesNotContain(secret, all, StringComparison.Ordinal);
            Assert.DoesNotContain(copy, element => element.Tag.IsPrivate);
            Assert.Equal("YES", copy.Ascii(new Tag(0x0012, 0x0062)));
        }
    }

    [Fact]
    public void Identifiers_are_mapped_the_same_way_everywhere_and_classes_stay()
    {
        var set = Ct();
        set.Add(Element.Sequence(new Tag(0x0008, 0x1140), [new DataSet().AddAscii(Tags.ReferencedSopClassUid, Vr.UI, "1.2.840.10008.5.1.4.1.1.2").AddAscii(Tags.ReferencedSopInstanceUid, Vr.UI, set.Ascii(Tags.SopInstanceUid)!)]));
        var copy = Usual.Apply(set, out _)!;
        var reference = copy.Find(new Tag(0x0008, 0x1140))!.Items![0];
        Assert.Equal(copy.Ascii(Tags.SopInstanceUid), reference.Ascii(Tags.ReferencedSopInstanceUid));
        Assert.Equal("1.2.840.10008.5.1.4.1.1.2", reference.Ascii(Tags.ReferencedSopClassUid));
        Assert.True(Uid.IsValid(copy.Ascii(Tags.SopInstanceUid)!));
        Assert.Equal(copy.Ascii(Tags.StudyInstanceUid), Usual.Apply(Ct(), out _)!.Ascii(Tags.StudyInstanceUid));
        Assert.NotEqual(copy.Ascii(Tags.StudyInstanceUid), new Deidentifier(new(System.Text.Encoding.ASCII.GetBytes("another secret of the test"))).NewUid(set.Ascii(Tags.StudyInstanceUid)!));
    }

    [Fact]
    public void Dates_of_one_patient_keep_their_distance_and_move()
    {
        var first = Usual.Apply(Ct(), out _)!;
        var set = Ct();
        set.AddAscii(Tags.StudyDate, Vr.DA, "20040219").AddAscii(new Tag(0x0008, 0x002A), Vr.DT, "20040219120000.5+0800");
        var second = Usual.Apply(set, out _)!;
        Assert.Equal(31, Day(second.Ascii(Tags.StudyDate)!).DayNumber - Day(first.Ascii(Tags.StudyDate)!).DayNumber);
        Assert.EndsWith("120000.5+0800", second.Ascii(new Tag(0x0008, 0x002A)), StringComparison.Ordinal);
        Assert.True(Day(first.Ascii(Tags.StudyDate)!) < new DateOnly(2004, 1, 19));
        set.AddAscii(Tags.PatientId, Vr.LO, "OTHER");
        Assert.NotEqual(second.Ascii(Tags.StudyDate), Usual.Apply(set, out _)!.Ascii(Tags.StudyDate));
    }

    [Theory]
    [InlineData("YES", "CT", DeidentificationRefusal.BurnedInAnnotation)]
    [InlineData(null, "US", DeidentificationRefusal.PossiblyBurnedIn)]
    [InlineData(null, "CT", null)]
    [InlineData("NO", "US", null)]
    public void Pixels_that_may_show_a_name_are_refused(string? burnedIn, string modality, DeidentificationRefusal? expected)
    {
        var set = Ct().AddAscii(Tags.Modality, Vr.CS, modality);
        if (burnedIn is not null) set.AddAscii(new Tag(0x0028, 0x0301), Vr.CS, burnedIn);
        var copy = Usual.Apply(set, out var refusal);
        Assert.Equal(expected, refusal);
        Assert.Equal(expected is null, copy is not null);
    }

    [Fact]
    public void Reports_and_documents_are_refused() => Assert.Multiple(
        () => Assert.Null(Usual.Apply(Load("reportsi.dcm"), out _)),
        () => Assert.Null(Usual.Apply(Ct().AddAscii(Tags.SopClassUid, Vr.UI, "1.2.840.10008.5.1.4.1.1.104.1"), out _)));

    [Fact]
    public void Pixels_and_geometry_stay()
    {
        var (set, copy) = (Ct(), Usual.Apply(Ct(), out _)!);
        foreach (var tag in new[] { Tags.PixelData, Tags.Rows, new Tag(0x0020, 0x0032), new Tag(0x0028, 0x1053) })
            Assert.Equal(set.Find(tag)!.Bytes.ToArray(), copy.Find(tag)!.Bytes.ToArray());
    }

    /// <summary>A CT with the word Planted in every attribute that takes text, also inside sequences and private ones.</summary>
    private static DataSet Ct()
    {
        var set = Load("CT_small.dcm");
        foreach (var tag in new uint[] { 0x0008_0080, 0x0008_0081, 0x0008_0090, 0x0008_1010, 0x0008_1030, 0x0008_103E, 0x0008_1050, 0x0008_1070, 0x0008_1080, 0x0010_1040, 0x0010_2154, 0x0010_4000,
            0x0018_1000, 0x0018_1030, 0x0020_4000, 0x0032_1032, 0x0032_1060, 0x0038_0300, 0x0038_0500, 0x0040_0006, 0x0040_0254, 0x0040_1001, 0x0040_2016, 0x4008_0114 })
            set.AddAscii(Tag.From(tag), DicomDictionary.VrOf(Tag.From(tag)), "Planted");
        set.AddAscii(Tags.PatientName, Vr.PN, "Planted^Name").AddAscii(Tags.PatientId, Vr.LO, "Planted1").AddAscii(new Tag(0x0009, 0x1001), Vr.LO, "Planted");
        return set.Add(Element.Sequence(new Tag(0x0008, 0x1115), [new DataSet().AddAscii(new Tag(0x0008, 0x1050), Vr.PN, "Planted^Doctor").AddAscii(Tags.StudyDate, Vr.DA, "20040119")]));
    }

    private static DataSet Load(string name) => DicomFile.Read(new MemorySource(Samples.Read(name)), ReaderOptions.Whole).DataSet;

    private static string Everything(DataSet set) => string.Join('\n', set.Select(element => element.Items is { } items ? string.Join('\n', items.Select(Everything))
        : element.Vr.IsText() || element.Vr == Vr.UN ? System.Text.Encoding.Latin1.GetString(element.Bytes.Span) : ""));

    private static DateOnly Day(string text) => DateOnly.ParseExact(text[..8], "yyyyMMdd", System.Globalization.CultureInfo.InvariantCulture);
}
