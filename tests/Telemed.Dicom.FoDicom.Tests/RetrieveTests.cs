using Telemed.Dicom.Core;
using Telemed.Dicom.Dimse;
using Telemed.Dicom.Encoding;

namespace Telemed.Dicom.Network.Tests;

/// <summary>dcmtk retrieves from the bridge. fo-dicom writes a data set anew, so elements are compared and not bytes; group lengths, which it leaves out, do not count.</summary>
[Trait("Category", "Peer")]
public sealed class RetrieveTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("telemed-peer-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Theory, InlineData("CT_small.dcm"), InlineData("chrGerm.dcm")]
    public async Task Getscu_gets_the_study(string name)
    {
        await using var node = await Node.Start();
        node.Studies.Add([SampleFiles.Fixture(name)]);
        var (code, output) = await Peer.Run("getscu", "-v", "+B", "-S", "-aec", "TELEMED", "-od", _folder, "127.0.0.1", $"{node.Port}", "-k", "QueryRetrieveLevel=STUDY", "-k", $"StudyInstanceUID={StudyOf(node)}");
        Assert.True(code == 0, output);
        Assert.Equal(Elements(SampleFiles.Fixture(name)), Elements(Assert.Single(Directory.EnumerateFiles(_folder))));
    }

    [Fact]
    public async Task Movescu_has_the_study_sent_to_storescp()
    {
        var (scp, port) = await Peer.Serve("storescp", p => ["+xa", "-pm", "+B", "-od", _folder, $"{p}"]);
        await using var _ = scp;
        await using var node = await Node.Start(new() { Peers = [new("ARCHIVE", "127.0.0.1", port, "hospital-1")] });
        node.Studies.Add([SampleFiles.Fixture("CT_small.dcm")]);
        var (code, output) = await Peer.Run("movescu", "-v", "-S", "-aec", "TELEMED", "-aem", "ARCHIVE", "127.0.0.1", $"{node.Port}", "-k", "QueryRetrieveLevel=STUDY", "-k", $"StudyInstanceUID={StudyOf(node)}");
        Assert.True(code == 0, output);
        Assert.Equal(Elements(SampleFiles.Fixture("CT_small.dcm")), Elements(Assert.Single(Directory.EnumerateFiles(_folder))));
    }

    [Fact]
    public async Task Findscu_finds_the_study()
    {
        await using var node = await Node.Start();
        node.Studies.Add([SampleFiles.Fixture("CT_small.dcm")]);
        var (code, output) = await Peer.Run("findscu", "-v", "-S", "-aec", "TELEMED", "127.0.0.1", $"{node.Port}", "-k", "QueryRetrieveLevel=STUDY", "-k", "StudyInstanceUID=");
        Assert.True(code == 0, output);
        Assert.Contains(StudyOf(node), output, StringComparison.Ordinal);
    }

    private static string StudyOf(Node node) => node.Studies.Objects[0].Header.Ascii(Tags.StudyInstanceUid)!;

    private static string[] Elements(string path) =>
        [.. DicomFile.Read(new MemorySource(File.ReadAllBytes(path)), ReaderOptions.Whole).DataSet.Where(e => e.Tag.Element != 0 && e.Items is null).Select(e => $"{e.Tag} {e.Vr} {Convert.ToHexString(e.Bytes.Span)}")];
}
