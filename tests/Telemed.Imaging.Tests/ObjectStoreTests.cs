using System.Buffers;
using Telemed.Dicom.Core;
using Telemed.Dicom.Dimse;
using Telemed.Dicom.Encoding;
using Telemed.Imaging.Storing;

namespace Telemed.Imaging.Tests;

public sealed class ObjectStoreTests : IAsyncLifetime
{
    private Node node = null!;

    public async ValueTask InitializeAsync() => node = await Node.Start(Node.NewFolder());

    public async ValueTask DisposeAsync()
    {
        await node.DisposeAsync();
        Directory.Delete(node.Folder, recursive: true);
    }

    [Theory]
    [InlineData("CT_small.dcm", 1)]
    [InlineData("CT_small.dcm", 100_000)]
    [InlineData("MR_small_bigendian.dcm", 777)]
    [InlineData("MR_small_implicit.dcm", 16_000)]
    [InlineData("image_dfl.dcm", 500)]
    [InlineData("sm_image_jpegls.dcm", 4096)]
    [InlineData("rtstruct.dcm", 99)]
    public async Task A_stored_file_holds_the_bytes_that_came_and_what_the_door_knew(string name, int chunk)
    {
        var sample = Sample.Read(name);
        Assert.Equal((StoreStatus.Success, ObjectOutcome.Stored), await node.Send(sample, chunk));

        byte[] stored = File.ReadAllBytes(node.Folders.PathOf(sample.Instance));
        var read = DicomFile.Read(new MemorySource(stored), ReaderOptions.Header);
        Assert.Equal("DICM"u8.ToArray(), stored[128..132]);
        Assert.True(sample.DataSet.Span.SequenceEqual(stored.AsSpan((int)read.DataSetOffset)));
        Assert.Equal(sample.Info.TransferSyntaxUid, read.Syntax.Uid);
        Assert.Equal("MODALITY", read.Meta.Ascii(Tags.SourceApplicationEntityTitle));
        Assert.Equal(sample.Instance, read.Meta.Ascii(Tags.MediaStorageSopInstanceUid));
        var provenance = Provenance.Of(read.Meta)!;
        Assert.Equal("inst-a", provenance.InstitutionId);
        using var file = File.OpenHandle(node.Folders.PathOf(sample.Instance));
        Assert.Equal(Convert.ToHexStringLower(System.Security.Cryptography.SHA256.HashData(sample.DataSet.Span)), StoredContent.Check(file)!.Sha256);
        Assert.Empty(Directory.EnumerateFiles(node.Folders.Incoming));
    }

    [Fact]
    public async Task An_object_larger_than_the_buffer_is_stored_in_pieces()
    {
        var sample = Large(3_000_000);
        Assert.Equal(ObjectOutcome.Stored, (await node.Send(sample, 16_370)).Outcome);
        byte[] stored = File.ReadAllBytes(node.Folders.PathOf(sample.Instance));
        Assert.True(stored.AsSpan().EndsWith(sample.DataSet.Span));
    }

    [Fact]
    public async Task Identifiers_behind_the_first_buffer_are_found_in_the_file()
    {
        var set = new DataSet().AddAscii(Tags.SopClassUid, Vr.UI, "1.2.840.10008.5.1.4.1.1.7").AddAscii(Tags.SopInstanceUid, Vr.UI, "1.2.3.9")
            .Add(new Element(new Tag(0x0009, 0x1001), Vr.OB, new byte[400_000])).AddAscii(Tags.StudyInstanceUid, Vr.UI, "1.2.3").AddAscii(Tags.SeriesInstanceUid, Vr.UI, "1.2.3.1");
        Assert.Equal(ObjectOutcome.Stored, (await node.Send(Of(set, "1.2.3.9"))).Outcome);
    }

    [Fact]
    public async Task The_same_object_twice_is_stored_once()
    {
        var sample = Sample.Read("CT_small.dcm");
        await node.Send(sample);
        Assert.Equal((StoreStatus.Success, ObjectOutcome.AlreadyStored), await node.Send(sample, institution: "inst-b"));
        Assert.Single(Directory.EnumerateFiles(node.Folders.Objects, "*", SearchOption.AllDirectories));
    }

    [Fact]
    public async Task Sent_over_many_associations_at_once_it_is_stored_once()
    {
        var sample = Large(600_000);
        var outcomes = await Task.WhenAll(Enumerable.Range(0, 16).Select(_ => Task.Run(async () => (await node.Send(sample)).Outcome)));
        Assert.Single(outcomes, ObjectOutcome.Stored);
        Assert.Equal(15, outcomes.Count(outcome => outcome == ObjectOutcome.AlreadyStored));
        Assert.Empty(Directory.EnumerateFiles(node.Folders.Incoming));
    }

    [Fact]
    public async Task Other_content_under_the_same_uid_goes_to_quarantine_and_changes_nothing()
    {
        var sample = Sample.Read("CT_small.dcm");
        await node.Send(sample);
        byte[] before = File.ReadAllBytes(node.Folders.PathOf(sample.Instance));
        byte[] other = sample.DataSet.ToArray();
        other[^2000] ^= 1;   // inside the pixels

        Assert.Equal((StoreStatus.DuplicateInstance, ObjectOutcome.Quarantined), await node.Send(sample with { DataSet = other }));

        Assert.Equal(before, File.ReadAllBytes(node.Folders.PathOf(sample.Instance)));
        Assert.Single(Directory.EnumerateFiles(node.Folders.Quarantine));
        Assert.Equal(ObjectOutcome.AlreadyStored, (await node.Send(sample)).Outcome);
    }

    [Theory]
    [InlineData("MR_small_implicit.dcm", ObjectOutcome.AlreadyStored)]
    [InlineData("MR_small_bigendian.dcm", ObjectOutcome.AlreadyStored)]
    [InlineData("MR_small_RLE.dcm", ObjectOutcome.Quarantined)]
    public async Task The_same_object_in_another_uncompressed_syntax_is_the_same_and_compressed_it_is_not(string other, object expected)
    {
        await node.Send(Sample.Read("MR_small.dcm"));
        Assert.Equal(expected, (await node.Send(Sample.Read(other))).Outcome);
        Assert.Single(Directory.EnumerateFiles(node.Folders.Objects, "*", SearchOption.AllDirectories));
    }

    [Fact]
    public async Task Without_its_trailing_padding_it_is_still_the_same_object()
    {
        var sample = Sample.Read("CT_small.dcm");
        await node.Send(sample);
        var whole = DicomFile.Read(new MemorySource(sample.File), ReaderOptions.Whole).DataSet;
        whole.Remove(new Tag(0xFFFC, 0xFFFC));
        var output = new ArrayBufferWriter<byte>();
        DataSetWriter.Write(whole, TransferSyntax.ExplicitLittle, output);
        Assert.NotEqual(sample.DataSet.Length, output.WrittenCount);
        Assert.Equal(ObjectOutcome.AlreadyStored, (await node.Send(sample with { DataSet = output.WrittenMemory })).Outcome);
    }

    [Fact]
    public async Task Given_up_before_completion_it_leaves_nothing()
    {
        var sample = Large(2_000_000);
        await using (var incoming = await ((IObjectSink)node.Store).Begin(sample.Info, default))
            await incoming.Write(new ReadOnlySequence<byte>(sample.DataSet[..1_500_000]), default);
        Assert.Empty(Directory.EnumerateFiles(node.Folders.Incoming));
        Assert.False(File.Exists(node.Folders.PathOf(sample.Instance)));
    }

    [Fact]
    public async Task A_broken_object_with_its_identifiers_is_stored()
    {
        var sample = Sample.Read("MR_truncated.dcm");
        Assert.Equal(ObjectOutcome.Stored, (await node.Send(sample)).Outcome);
    }

    [Theory]
    [InlineData("class", StoreStatus.DataSetMismatch)]
    [InlineData("instance", StoreStatus.DataSetMismatch)]
    [InlineData("notStorage", StoreStatus.SopClassNotSupported)]
    [InlineData("noise", StoreStatus.CannotUnderstand)]
    [InlineData("noStudy", StoreStatus.CannotUnderstand)]
    public async Task What_cannot_be_stored_is_refused_by_its_status_and_leaves_nothing(string circumstance, StoreStatus expected)
    {
        var sample = Sample.Read("CT_small.dcm");
        sample = circumstance switch
        {
            "class" => sample with { Info = sample.Info with { SopClassUid = "1.2.840.10008.5.1.4.1.1.4" } },
            "instance" => sample with { Info = sample.Info with { SopInstanceUid = "1.2.3.4" } },
            "notStorage" => sample with { Info = sample.Info with { SopClassUid = "1.2.840.10008.1.1" } },
            "noise" => sample with { DataSet = new byte[] { 1, 2, 3, 4, 5, 6, 7, 8, 9, 10 } },
            _ => Of(new DataSet().AddAscii(Tags.SopClassUid, Vr.UI, "1.2.840.10008.5.1.4.1.1.7").AddAscii(Tags.SopInstanceUid, Vr.UI, "1.2.3.9"), "1.2.3.9"),
        };
        Assert.Equal(expected, (await node.Send(sample)).Status);
        Assert.Empty(Directory.EnumerateFiles(node.Folders.Root, "*.dcm", SearchOption.AllDirectories));
        Assert.Empty(Directory.EnumerateFiles(node.Folders.Incoming));
    }

    [Fact]
    public async Task Every_registered_storage_class_is_stored()
    {
        foreach (string sopClass in StorageClasses.Registered)
        {
            string instance = "2.25." + (uint)sopClass.GetHashCode(StringComparison.Ordinal);
            var set = new DataSet().AddAscii(Tags.SopClassUid, Vr.UI, sopClass).AddAscii(Tags.SopInstanceUid, Vr.UI, instance)
                .AddAscii(Tags.StudyInstanceUid, Vr.UI, "1.2.3").AddAscii(Tags.SeriesInstanceUid, Vr.UI, "1.2.3.1");
            var sample = Of(set, instance);
            Assert.Equal(StoreStatus.Success, (await node.Send(sample with { Info = sample.Info with { SopClassUid = sopClass } })).Status);
        }
    }

    internal static Sample Large(int bytes) => Of(new DataSet().AddAscii(Tags.SopClassUid, Vr.UI, "1.2.840.10008.5.1.4.1.1.7").AddAscii(Tags.SopInstanceUid, Vr.UI, "1.2.3.4.5")
        .AddAscii(Tags.StudyInstanceUid, Vr.UI, "1.2.3").AddAscii(Tags.SeriesInstanceUid, Vr.UI, "1.2.3.1").Add(new Element(Tags.PixelData, Vr.OW, new byte[bytes])), "1.2.3.4.5");

    private static Sample Of(DataSet set, string instance)
    {
        var output = new ArrayBufferWriter<byte>();
        DataSetWriter.Write(set, TransferSyntax.ExplicitLittle, output);
        return new(new("MODALITY", "TELEMED", "1.2.840.10008.5.1.4.1.1.7", instance, TransferSyntax.ExplicitLittle.Uid, null), output.WrittenMemory, [], set);
    }
}
