using Telemed.Dicom.Core;
using Telemed.Testing;

namespace Telemed.Dicom.Network.Tests;

/// <summary>From one maker's equipment through our node to another's: the same data set, and dciodvfy finds in it what it found before, nothing more and nothing less.</summary>
[Trait("Category", "Peer")]
public sealed class DciodvfyTests
{
    [Fact]
    public async Task What_pixelmed_sends_and_dcmtk_has_moved_to_it_is_what_it_was()
    {
        var port = FreePort.Take();
        await using var trip = await RoundTrip.With("PIXELMED", port);
        var (scp, _) = await Peer.ServeOn(port, "storescp", "+xa", "+B", "-od", trip.Out, $"{port}");
        await using var server = scp;
        var checkedFiles = 0;
        foreach (var path in RoundTrip.Samples())
        {
            await Peer.RunPixelmed("StorageSOPClassSCU", "127.0.0.1", trip.Port, "TELEMED", "PIXELMED", path);
            trip.Node.Studies.Objects.Clear();
            trip.Archive();
            if (trip.Node.Studies.Objects[^1].Header.Ascii(Tags.StudyInstanceUid) is not { } study) continue;
            var (code, output) = await Peer.Run("movescu", "-S", "-aet", "MOVESCU", "-aec", "TELEMED", "-aem", "PIXELMED", "127.0.0.1", trip.Port,
                "-k", "QueryRetrieveLevel=STUDY", "-k", $"StudyInstanceUID={study}");
            Assert.True(code == 0, $"{Path.GetFileName(path)}: {output}");
            var came = Assert.Single(Directory.EnumerateFiles(trip.Out), f => SampleFiles.Header(f)!.SopInstanceUid == SampleFiles.Header(path)!.SopInstanceUid);
            RoundTrip.AssertSame(path, came);
            Assert.Equal(await RoundTrip.Findings(path), await RoundTrip.Findings(came));
            checkedFiles++;
        }
        Assert.True(checkedFiles >= 5);
    }
}
