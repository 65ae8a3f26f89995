using System.Globalization;
using Telemed.Dicom.Core;
using Telemed.Dicom.Encoding;
using Telemed.Testing;

namespace Telemed.Dicom.Network.Tests;

/// <summary>Our querying tools against dcmtk's archive, dcmqrscp.</summary>
[Trait("Category", "Peer")]
public sealed class QueryToolsTests : IAsyncLifetime
{
    private static readonly string[] Files = ["CT_small.dcm", "MR_small.dcm", "chrX2.dcm"];
    private readonly string _folder = Directory.CreateTempSubdirectory("telemed-peer-").FullName;
    private Peer _archive = null!;
    private readonly int _receiver = FreePort.Take();
    private int _port;

    public async ValueTask InitializeAsync()
    {
        Directory.CreateDirectory(Path.Combine(_folder, "db"));
        Directory.CreateDirectory(Path.Combine(_folder, "out"));
        (_archive, _port) = await Peer.Serve("dcmqrscp", port =>
        {
            var config = Path.Combine(_folder, "dcmqrscp.cfg");
            File.WriteAllText(config, string.Create(CultureInfo.InvariantCulture, $"""
                NetworkTCPPort = {port}
                MaxPDUSize = 16384
                MaxAssociations = 16
                HostTable BEGIN
                receiver = (RECEIVER, 127.0.0.1, {_receiver})
                HostTable END
                VendorTable BEGIN
                VendorTable END
                AETable BEGIN
                ARCHIVE {Path.Combine(_folder, "db")} RW (200, 1024mb) ANY
                AETable END

                """));
            return ["-c", config, "+xs", $"{port}"];
        });
        Assert.Equal(0, (await Peer.RunTool(["storescu", "--quiet", "--aec", "ARCHIVE", "127.0.0.1", $"{_port}", .. Files.Select(SampleFiles.Fixture)])).Code);
    }

    public async ValueTask DisposeAsync()
    {
        await _archive.DisposeAsync();
        Directory.Delete(_folder, recursive: true);
    }

    [Fact]
    public async Task Findscu_prints_what_the_archive_has()
    {
        var (code, output) = await Peer.RunTool("findscu", "--aec", "ARCHIVE", "-k", "PatientID=1CT1", "-k", "PatientName", "-k", "StudyInstanceUID", "127.0.0.1", $"{_port}");
        Assert.True(code == 0, output);
        Assert.Contains("CompressedSamples^CT1", output, StringComparison.Ordinal);
        Assert.Contains("1 found: done", output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Findscu_says_which_key_it_does_not_know()
    {
        var (code, output) = await Peer.RunTool("findscu", "--aec", "ARCHIVE", "-k", "PatientNumber=1", "127.0.0.1", $"{_port}");
        Assert.Equal(64, code);
        Assert.Contains("PatientNumber is no attribute", output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Getscu_brings_a_study_into_a_folder()
    {
        var (code, output) = await Peer.RunTool("getscu", "--aec", "ARCHIVE", "--out", Path.Combine(_folder, "out"), "-k", $"StudyInstanceUID={Study("CT_small.dcm")}", "127.0.0.1", $"{_port}");
        Assert.True(code == 0, output);
        AssertArrived("CT_small.dcm");
    }

    [Fact]
    public async Task Movescu_has_the_archive_send_to_our_storescp()
    {
        var (receiver, port) = await Peer.ServeTool(_receiver, "storescp", "--out", Path.Combine(_folder, "out"), $"{_receiver}");
        await using var _ = receiver;
        Assert.Equal(_receiver, port);
        var (code, output) = await Peer.RunTool("movescu", "--aec", "ARCHIVE", "--dest", "RECEIVER", "-k", $"StudyInstanceUID={Study("MR_small.dcm")}", "127.0.0.1", $"{_port}");
        Assert.True(code == 0, output);
        AssertArrived("MR_small.dcm");
    }

    [Fact]
    public async Task Movescu_explains_an_unknown_destination()
    {
        var (code, output) = await Peer.RunTool("movescu", "--aec", "ARCHIVE", "--dest", "NOBODY", "-k", $"StudyInstanceUID={Study("MR_small.dcm")}", "127.0.0.1", $"{_port}");
        Assert.Equal(1, code);
        Assert.Contains("does not know the move destination", output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Dump_shows_chinese_names_and_says_where_a_broken_file_breaks()
    {
        var (code, output) = await Peer.RunTool("dump", SampleFiles.Fixture("chrX2.dcm"));
        Assert.True(code == 0, output);
        Assert.Contains("王^小东", output, StringComparison.Ordinal);
        (code, output) = await Peer.RunTool("dump", SampleFiles.Fixture("MR_truncated.dcm"));
        Assert.Equal(1, code);
        Assert.Contains("at byte", output, StringComparison.Ordinal);
    }

    private static string Study(string name) =>
        DicomFile.Read(new MemorySource(File.ReadAllBytes(SampleFiles.Fixture(name))), ReaderOptions.Header).DataSet.Ascii(Tags.StudyInstanceUid)!;

    private void AssertArrived(string name)
    {
        var sent = DicomFile.Read(new MemorySource(File.ReadAllBytes(SampleFiles.Fixture(name))), ReaderOptions.Whole).DataSet;
        var path = Assert.Single(Directory.EnumerateFiles(Path.Combine(_folder, "out")));
        var read = DicomFile.Read(new MemorySource(File.ReadAllBytes(path)), ReaderOptions.Whole);
        Assert.Null(read.Fault);
        Assert.Equal(sent.Find(Tags.PixelData)!.Bytes.ToArray(), read.DataSet.Find(Tags.PixelData)!.Bytes.ToArray());
    }
}
