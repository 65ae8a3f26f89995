using Telemed.Dicom.Core;

namespace Telemed.Dicom.Tests;

public sealed class DictionaryTests
{
    [Theory]
    [InlineData("00100020", "PatientID", Vr.LO)]
    [InlineData("00000900", "Status", Vr.US)]
    [InlineData("00020010", "TransferSyntaxUID", Vr.UI)]
    [InlineData("54001010", "WaveformData", Vr.OW)]
    [InlineData("0040A730", "ContentSequence", Vr.SQ)]
    [InlineData("00480006", "TotalPixelMatrixColumns", Vr.UL)]
    public void Registered_elements_are_known(string hex, string keyword, Vr vr)
    {
        Assert.True(Tag.TryParse(hex, out var tag));
        Assert.True(Tag.TryParse(keyword, out var byKeyword));
        Assert.Equal(tag, byKeyword);
        Assert.Equal(vr, DicomDictionary.VrOf(tag));
    }

    [Fact]
    public void Every_named_tag_and_every_representation_in_the_registry_exists()
    {
        var named = typeof(Tags).GetFields().Select(field => (Tag)field.GetValue(null)!).Where(tag => tag.Group != 0xFFFE).ToList();
        Assert.All(named.Where(tag => !tag.IsGroupLength), tag => Assert.True(DicomDictionary.TryFind(tag, out _), tag.ToString()));
        Assert.All(named.Where(tag => DicomDictionary.TryFind(tag, out _)), tag =>
        {
            DicomDictionary.TryFind(tag, out var entry);
            Assert.True(entry.Vr.IsKnown(), tag.ToString());
        });
        Assert.True(DicomDictionary.Count >= 4_700);
    }

    [Fact]
    public void Pixel_sign_overlays_private_and_unknown_elements_follow_their_rules()
    {
        Assert.Equal(Vr.SS, DicomDictionary.VrOf(new Tag(0x0028, 0x0120), signedPixels: true));
        Assert.Equal(Vr.US, DicomDictionary.VrOf(new Tag(0x0028, 0x0120)));
        Assert.Equal(Vr.US, DicomDictionary.VrOf(new Tag(0x6002, 0x0010)));
        Assert.Equal(Vr.LO, DicomDictionary.VrOf(new Tag(0x0009, 0x0010)));
        Assert.Equal(Vr.UN, DicomDictionary.VrOf(new Tag(0x0009, 0x1001)));
    }

    [Fact]
    public void Every_storage_class_is_storable_later_and_private_ones_too()
    {
        Assert.True(StorageClasses.Registered.Count() > 150);
        Assert.All(StorageClasses.Registered, uid => Assert.True(StorageClasses.IsStorage(uid), uid));
        Assert.True(StorageClasses.IsStorage("1.2.840.10008.5.1.4.1.1.9999.1"));
        Assert.True(StorageClasses.IsStorage("1.2.3.4", new HashSet<string> { "1.2.3.4" }));
        Assert.False(StorageClasses.IsStorage("1.2.840.10008.1.1"));
        Assert.False(StorageClasses.IsStorage("1.2.840.10008.5.1.4.1.2.2.1"));
    }

    [Theory]
    [InlineData("1.2.840", true)]
    [InlineData("", false)]
    [InlineData("1..2", false)]
    [InlineData("../../etc", false)]
    [InlineData("1.2.", false)]
    [InlineData("1.12345678901234567890123456789012345678901234567890123456789012345", false)]
    public void Identifiers_are_digits_and_single_dots(string uid, bool valid) => Assert.Equal(valid, Uid.IsValid(uid));
}
