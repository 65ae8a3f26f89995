using Telemed.Dicom.Dimse;

namespace Telemed.Dicom.Network.Tests;

/// <summary>Our storescu, and the client under it, with a window of operations and without.</summary>
[Trait("Category", "Peer")]
public sealed class StoreScuTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("telemed-scu-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public async Task Storescp_grants_no_window_and_is_sent_one_object_at_a_time()
    {
        var (scp, port) = await Peer.Serve("storescp", p => ["+xa", "-od", _folder, $"{p}"]);
        await using var _ = scp;
        await Windowless.Sends(port, "STORESCP", SampleFiles.Fixture("CT_small.dcm"), SampleFiles.Fixture("MR_small.dcm"));
        Assert.Equal(2, Directory.EnumerateFiles(_folder).Count());
    }

    [Fact]
    public async Task Storescu_keeps_a_window_with_our_node_and_every_file_arrives_as_it_was()
    {
        var files = SampleFiles.Storable().ToArray();
        await using var node = await Node.Start();
        var disk = new TaskCompletionSource();
        node.Sink.CompleteAfter = disk.Task;
        var tool = Peer.RunTool(["storescu", "--quiet", "--aet", "MODALITY", "--aec", "TELEMED", "--operations", "5", "127.0.0.1", $"{node.Port}", .. files.Select(f => f.Path)]);
        using (var late = new CancellationTokenSource(TimeSpan.FromSeconds(20)))
            while (node.Sink.Whole < 5) await Task.Delay(TimeSpan.FromMilliseconds(10), TimeProvider.System, late.Token);
        disk.SetResult();
        var (code, output) = await tool;
        Assert.True(code == 0, output);
        Assert.Equal(files.Length, node.Sink.Stored.Count);
        foreach (var (path, header) in files)
        {
            var (sent, came) = (SampleFiles.DataSet(path), node.Sink.Stored.First(s => s.Info.SopInstanceUid == header.SopInstanceUid).Bytes);
            Assert.True(came.AsSpan().StartsWith(sent), Path.GetFileName(path));
            Assert.InRange(came.Length - sent.Length, 0, 1);   // the deflated one
        }
    }

    [Fact]
    public async Task A_peer_that_aborts_with_several_unanswered_gets_them_one_at_a_time_and_only_the_cause_fails()
    {
        const int most = 60_000;
        var sizes = SampleFiles.Storable().Select(f => (f.Path, f.Header, SampleFiles.DataSet(f.Path).Length)).ToArray();
        var (small, large) = (sizes.Where(f => f.Length < most).Take(6).ToArray(), sizes.First(f => f.Length > most));
        Assert.Equal(6, small.Length);
        string[] files = [.. small[..3].Select(f => f.Path), large.Path, .. small[3..].Select(f => f.Path)];
        await using var node = await Node.Start(new() { Storage = new() { MaxObjectLength = most } });
        var (code, output) = await Peer.RunTool(["storescu", "--aet", "MODALITY", "--aec", "TELEMED", "127.0.0.1", $"{node.Port}", .. files]);
        Assert.Equal(1, code);
        Assert.Contains("6 stored, 1 failed", output, StringComparison.Ordinal);
        Assert.Contains($"{large.Path}: association ended", output, StringComparison.Ordinal);
        Assert.Equal(small.Select(f => f.Header.SopInstanceUid).Order(), node.Sink.Stored.Select(s => s.Info.SopInstanceUid).Distinct().Order());
    }
}
