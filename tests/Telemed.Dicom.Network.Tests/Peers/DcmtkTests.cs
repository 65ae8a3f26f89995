using Telemed.Dicom.Dimse;

namespace Telemed.Dicom.Network.Tests;

/// <summary>dcmtk against our node, and our tools against dcmtk.</summary>
[Trait("Category", "Peer")]
public sealed class DcmtkTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("telemed-peer-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public async Task Echoscu_is_answered_under_our_title_and_rejected_under_another()
    {
        await using var node = await Node.Start();
        Assert.Equal(0, (await Peer.Run("echoscu", "-aec", "TELEMED", "127.0.0.1", $"{node.Port}")).Code);
        var (code, output) = await Peer.Run("echoscu", "-aec", "SOMEONE", "127.0.0.1", $"{node.Port}");
        Assert.NotEqual(0, code);
        Assert.Contains("Called AE Title Not Recognized", output, StringComparison.OrdinalIgnoreCase);
    }

    [Theory]
    [InlineData("-xe", "CT_small.dcm", "1.2.840.10008.1.2.1")]
    [InlineData("-xb", "MR_small_bigendian.dcm", "1.2.840.10008.1.2.2")]
    [InlineData("-xi", "MR_small_implicit.dcm", "1.2.840.10008.1.2")]
    [InlineData("-xs", null, "1.2.840.10008.1.2.4.70")]
    [InlineData("-xy", null, "1.2.840.10008.1.2.4.50")]
    [InlineData("-xx", null, "1.2.840.10008.1.2.4.51")]
    [InlineData("-xv", null, "1.2.840.10008.1.2.4.90")]
    [InlineData("-xw", null, "1.2.840.10008.1.2.4.91")]
    [InlineData("-xt", null, "1.2.840.10008.1.2.4.80")]
    [InlineData("-xu", null, "1.2.840.10008.1.2.4.81")]
    [InlineData("-xm", null, "1.2.840.10008.1.2.4.100")]
    [InlineData("-xh", null, "1.2.840.10008.1.2.4.101")]
    [InlineData("-xn", null, "1.2.840.10008.1.2.4.102")]
    [InlineData("-xl", null, "1.2.840.10008.1.2.4.103")]
    [InlineData("-x2", null, "1.2.840.10008.1.2.4.104")]
    [InlineData("-x3", null, "1.2.840.10008.1.2.4.105")]
    [InlineData("-xo", null, "1.2.840.10008.1.2.4.106")]
    [InlineData("-x4", null, "1.2.840.10008.1.2.4.107")]
    [InlineData("-x5", null, "1.2.840.10008.1.2.4.108")]
    [InlineData("-xr", null, "1.2.840.10008.1.2.5")]
    [InlineData("-xd", "image_dfl.dcm", "1.2.840.10008.1.2.1.99")]
    public async Task Storescu_sends_in_every_syntax_it_can_propose(string option, string? fixture, string syntax)
    {
        var path = SampleFiles.Fixture(fixture ?? "MR_small_RLE.dcm");
        if (fixture is null) SampleFiles.Relabel(path, syntax, path = Path.Combine(_folder, "relabelled.dcm"));
        await using var node = await Node.Start();
        var (code, output) = await Peer.Run("storescu", option, "-aec", "TELEMED", "127.0.0.1", $"{node.Port}", path);
        Assert.True(code == 0, output);
        var (info, bytes) = Assert.Single(node.Sink.Stored);
        Assert.Equal((syntax, SampleFiles.Header(path)!.SopInstanceUid), (info.TransferSyntaxUid, info.SopInstanceUid));
        Assert.NotEmpty(bytes);
    }

    [Fact]
    public async Task Storescu_sends_a_whole_folder_over_one_association()
    {
        // Left to itself it proposes native syntaxes only; and it passes over a truncated file and one whose data set names no SOP class.
        string[] passedOver = ["MR_truncated.dcm", "chrSQEncoding.dcm"];
        string[] native = ["1.2.840.10008.1.2", "1.2.840.10008.1.2.1", "1.2.840.10008.1.2.2"];
        var files = SampleFiles.Storable()
            .Where(f => native.Contains(f.Header.TransferSyntaxUid) && !passedOver.Contains(Path.GetFileName(f.Path))).ToArray();
        Assert.True(files.Length > 10);
        await using var node = await Node.Start();
        var (code, output) = await Peer.Run("storescu",
            ["-R", "-nh", "-aec", "TELEMED", "127.0.0.1", $"{node.Port}", .. files.Select(f => f.Path)]);
        Assert.True(code == 0, output);
        Assert.Equal(files.Select(f => f.Header.SopClassUid).Order(), node.Sink.Stored.Select(s => s.Info.SopClassUid).Order());
    }

    [Fact]
    public async Task Storescu_of_the_plain_case_delivers_the_very_bytes_of_the_file()
    {
        var path = SampleFiles.Fixture("chrGerm.dcm");
        await using var node = await Node.Start();
        Assert.Equal(0, (await Peer.Run("storescu", "-xe", "-aec", "TELEMED", "127.0.0.1", $"{node.Port}", path)).Code);
        Assert.Equal(SampleFiles.DataSet(path), Assert.Single(node.Sink.Stored).Bytes);
    }

    [Fact]
    public async Task Storescu_that_aborts_leaves_no_object_and_the_node_goes_on()
    {
        await using var node = await Node.Start();
        var sent = Assert.IsType<StoreOutcome.Answered>(await StoreOne(node));
        Assert.Equal(GeneralStatus.Success, sent.Status);
        await Peer.Run("storescu", "--abort", "-aec", "TELEMED", "127.0.0.1", $"{node.Port}", SampleFiles.Fixture("CT_small.dcm"));
        Assert.Equal(0, (await Peer.Run("echoscu", "-aec", "TELEMED", "127.0.0.1", $"{node.Port}")).Code);
    }

    [Fact]
    public async Task Our_echoscu_verifies_storescp()
    {
        var (scp, port) = await Peer.Serve("storescp", p => ["-od", _folder, $"{p}"]);
        await using var _ = scp;
        var (code, output) = await Peer.RunTool("echoscu", "--aec", "STORESCP", "127.0.0.1", $"{port}");
        Assert.True(code == 0, output);
    }

    [Fact]
    public async Task Our_storescu_delivers_every_file_byte_for_byte_to_storescp()
    {
        // High-throughput JPEG 2000 is younger than the dcmtk of Debian 12.
        var files = SampleFiles.Storable().Where(f => !f.Header.TransferSyntaxUid.StartsWith("1.2.840.10008.1.2.4.20", StringComparison.Ordinal)).ToArray();
        var (scp, port) = await Peer.Serve("storescp", p => ["+xa", "-pm", "+B", "-od", _folder, $"{p}"]);
        await using var _ = scp;
        var (code, output) = await Peer.RunTool(["storescu", "--quiet", "127.0.0.1", $"{port}", .. files.Select(f => f.Path)]);
        Assert.True(code == 0, output);
        var kept = Directory.EnumerateFiles(_folder).ToDictionary(path => SampleFiles.Header(path)!.SopInstanceUid);
        Assert.Equal(files.Length, kept.Count);
        foreach (var (path, header) in files)
        {
            var sent = SampleFiles.DataSet(path);
            if (sent.Length % 2 == 1) sent = [.. sent, 0];   // the deflated one
            Assert.True(sent.AsSpan().SequenceEqual(SampleFiles.DataSet(kept[header.SopInstanceUid])), Path.GetFileName(path));
        }
    }

    [Fact]
    public async Task Our_storescu_over_four_associations_fills_our_node()
    {
        var files = SampleFiles.Storable();
        await using var node = await Node.Start();
        var (code, output) = await Peer.RunTool(["storescu", "--aet", "MODALITY", "--aec", "TELEMED", "--associations", "4", "127.0.0.1", $"{node.Port}",
            .. files.Select(f => f.Path)]);
        Assert.True(code == 0, output);
        Assert.Equal(files.Select(f => f.Header.SopInstanceUid).Order(), node.Sink.Stored.Select(s => s.Info.SopInstanceUid).Order());
    }

    [Fact]
    public async Task Our_storescu_says_why_when_the_peer_is_not_there()
    {
        var (code, output) = await Peer.RunTool("echoscu", "127.0.0.1", "1");
        Assert.Equal(1, code);
        Assert.Contains("ConnectionRefused", output, StringComparison.Ordinal);
    }

    private static async Task<StoreOutcome> StoreOne(Node node)
    {
        await using var client = await node.Connected();
        var outcome = await client.Store(Node.CtObject([1, 2]), TestContext.Current.CancellationToken);
        await client.Release();
        return outcome;
    }
}
