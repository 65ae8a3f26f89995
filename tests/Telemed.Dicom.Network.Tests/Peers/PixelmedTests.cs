using System.Buffers;
using Telemed.Dicom.Core;
using Telemed.Dicom.Encoding;
using Telemed.Testing;

namespace Telemed.Dicom.Network.Tests;

/// <summary>PixelMed's classes against our node, in both directions.</summary>
[Trait("Category", "Peer")]
public sealed class PixelmedTests
{
    [Fact]
    public async Task Its_verification_is_answered()
    {
        await using var trip = await RoundTrip.With("PIXELMED");
        var (_, output) = await Peer.RunPixelmed("VerificationSOPClassSCU", "127.0.0.1", trip.Port, "TELEMED", "PIXELMED", "NONSECURE");
        Assert.Contains("was successful", output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Its_storage_client_stores_objects_of_every_syntax_that_say_what_its_files_say()
    {
        foreach (var path in RoundTrip.Samples())
        {
            await using var trip = await RoundTrip.With("PIXELMED");
            var (_, output) = await Peer.RunPixelmed("StorageSOPClassSCU", "127.0.0.1", trip.Port, "TELEMED", "PIXELMED", path);
            var kept = Assert.Single(trip.Archive());
            RoundTrip.AssertSame(path, kept);
            Assert.DoesNotContain("Exception", output, StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task Its_query_client_finds_an_image()
    {
        // The study and the series it asks for are written into its program.
        const string study = "1.2.840.113619.2.5.1762386977.1328.985934491.590";
        const string series = "1.2.840.113619.2.5.1762386977.1328.985934491.643";
        await using var trip = await RoundTrip.With("PIXELMED");
        var dataSet = RoundTrip.DataSet(SampleFiles.Fixture("CT_small.dcm"));
        dataSet.AddAscii(Tags.StudyInstanceUid, Vr.UI, study).AddAscii(Tags.SeriesInstanceUid, Vr.UI, series);
        var file = new ArrayBufferWriter<byte>();
        DicomFile.Write(new DataSet().AddAscii(Tags.MediaStorageSopClassUid, Vr.UI, dataSet.Ascii(Tags.SopClassUid)!)
            .AddAscii(Tags.MediaStorageSopInstanceUid, Vr.UI, dataSet.Ascii(Tags.SopInstanceUid)!), dataSet, TransferSyntax.ExplicitLittle, file);
        var path = Path.Combine(trip.Out, "asked-for.dcm");
        await File.WriteAllBytesAsync(path, file.WrittenMemory, TestContext.Current.CancellationToken);
        trip.Node.Studies.Add(path, SampleFiles.Fixture("MR_small.dcm"));
        await Peer.RunPixelmed("FindSOPClassSCU", "127.0.0.1", trip.Port, "TELEMED", "PIXELMED");
        Assert.Equal(1, trip.Node.Studies.Read);
        await trip.Node.Log.Awaits("Association from PIXELMED", "Released None, 1 done, 0 failed");
    }

    [Fact]
    public async Task Its_retrieval_client_has_studies_moved_to_its_storage_server()
    {
        var port = FreePort.Take();
        await using var trip = await RoundTrip.With("PIXELMED", port);
        var (scp, _) = await Peer.ServePixelmed("StorageSOPClassSCPDispatcher", port, "PIXELMED", trip.Out, "NONSECURE", "ANY");
        await using var server = scp;
        // What that server accepts: no deflated objects, and no classes younger than itself.
        var paths = RoundTrip.Samples("image_dfl.dcm", "sm_annotations.dcm");
        trip.Node.Studies.Add(paths);
        foreach (var study in trip.Node.Studies.Objects.Select(o => o.Header.Ascii(Tags.StudyInstanceUid)).OfType<string>().Distinct())
            await Peer.RunPixelmed("MoveSOPClassSCU", "127.0.0.1", trip.Port, "TELEMED", "PIXELMED", "PIXELMED", "STUDY", study);
        var came = Directory.EnumerateFiles(trip.Out).Where(f => SampleFiles.Header(f) is not null).ToDictionary(f => SampleFiles.Header(f)!.SopInstanceUid);
        foreach (var path in paths.Where(p => RoundTrip.DataSet(p).Ascii(Tags.StudyInstanceUid) is not null))
            RoundTrip.AssertSame(path, came[SampleFiles.Header(path)!.SopInstanceUid]);
    }
}
