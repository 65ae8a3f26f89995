using Telemed.Dicom.Core;
using Telemed.Dicom.Dimse;
using Telemed.Imaging.Tests.Sending;

namespace Telemed.Dicom.Network.Tests;

/// <summary>dcmtk asks our node for objects: what arrives is what lies there, byte for byte.</summary>
[Trait("Category", "Peer")]
public sealed class RetrieveTests : IDisposable
{
    private static readonly string[] Natives = ["CT_small.dcm", "MR_small.dcm", "MR_small_implicit.dcm"];
    private readonly string _folder = Directory.CreateTempSubdirectory("telemed-peer-").FullName;

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Theory]
    [InlineData("-P", "PATIENT", "PatientID")]
    [InlineData("-S", "STUDY", "StudyInstanceUID")]
    [InlineData("-O", "STUDY", "PatientID", "StudyInstanceUID")]
    [InlineData("-S", "SERIES", "StudyInstanceUID", "SeriesInstanceUID")]
    [InlineData("-P", "IMAGE", "PatientID", "StudyInstanceUID", "SeriesInstanceUID", "SOPInstanceUID")]
    public async Task Getscu_gets_an_object_at_every_level_of_every_model(string model, string level, params string[] keys)
    {
        await using var node = await WithFiles("CT_small.dcm");
        var (code, output) = await Peer.Run("getscu", ["-v", "+B", model, "-aec", "TELEMED", "-od", _folder, "127.0.0.1", $"{node.Port}", .. Keys(node, level, keys)]);
        Assert.True(code == 0, output);
        AssertSame("CT_small.dcm");
    }

    [Fact]
    public async Task Getscu_gets_a_compressed_object_as_it_is_stored_when_it_takes_that_syntax()
    {
        await using var node = await WithFiles("MR_small_jp2klossless.dcm");
        var (code, output) = await Peer.Run("getscu", ["-v", "+B", "+xv", "-S", "-aec", "TELEMED", "-od", _folder, "127.0.0.1", $"{node.Port}", .. Keys(node, "STUDY", "StudyInstanceUID")]);
        Assert.True(code == 0, output);
        AssertSame("MR_small_jp2klossless.dcm");
    }

    [Fact]
    public async Task Getscu_that_does_not_take_the_syntax_hears_that_it_failed_and_of_which_object()
    {
        await using var node = await WithFiles("MR_small_jp2klossless.dcm");
        await using var client = await node.For(QueryModel.StudyRoot.GetClass);
        var outcome = await client.Get(QueryModel.StudyRoot.GetClass, KeysOf(node), new(node.Sink, new(), Microsoft.Extensions.Logging.Abstractions.NullLogger<StorageService>.Instance), _ => true, Stop);
        Assert.Equal(QueryStatus.NoSubOperation, outcome.Status);
        Assert.Equal(new RetrieveProgress(0, 0, 1, 0), outcome.Counts);
        Assert.Equal([node.Studies.Objects[0].Header.Ascii(Tags.SopInstanceUid)!], outcome.FailedUids);
    }

    [Fact]
    public async Task Movescu_has_objects_of_many_classes_and_syntaxes_sent_to_storescp()
    {
        var files = SampleFiles.Storable().Where(f => !f.Header.TransferSyntaxUid.StartsWith("1.2.840.10008.1.2.4.20", StringComparison.Ordinal)
            && f.Header.TransferSyntaxUid != TransferSyntax.Deflated.Uid).ToArray();
        var (scp, port) = await Peer.Serve("storescp", p => ["+xa", "-pm", "+B", "-od", _folder, $"{p}"]);
        await using var _ = scp;
        await using var node = await WithDestination(port);
        node.Studies.Add(files.Select(f => f.Path));
        var studies = node.Studies.Objects.Select(o => o.Header.Ascii(Tags.StudyInstanceUid)).OfType<string>().Distinct().ToArray();
        var failed = new List<string>();
        foreach (var study in studies)
        {
            var (code, output) = await Peer.Run("movescu", "-v", "-S", "-aec", "TELEMED", "-aem", "ARCHIVE", "127.0.0.1", $"{node.Port}",
                "-k", "QueryRetrieveLevel=STUDY", "-k", $"StudyInstanceUID={study}");
            if (code != 0) failed.Add(output);
        }
        Assert.Empty(failed);
        var kept = Directory.EnumerateFiles(_folder).ToDictionary(path => SampleFiles.Header(path)!.SopInstanceUid);
        foreach (var (path, header) in files.Where(f => node.Studies.Objects.Any(o => o.Path == f.Path && o.Header.Ascii(Tags.StudyInstanceUid) is not null)))
            Assert.True(SampleFiles.DataSet(path).AsSpan().SequenceEqual(SampleFiles.DataSet(kept[header.SopInstanceUid])), Path.GetFileName(path));
    }

    [Fact]
    public async Task A_destination_that_takes_one_native_syntax_only_gets_native_objects_written_in_it()
    {
        var (scp, port) = await Peer.Serve("storescp", p => ["+xi", "-od", _folder, $"{p}"]);
        await using var _ = scp;
        await using var node = await WithDestination(port);
        node.Studies.Add(Natives.Select(SampleFiles.Fixture));
        foreach (var study in node.Studies.Objects.Select(o => o.Header.Ascii(Tags.StudyInstanceUid)!).Distinct())
            Assert.Equal(0, (await Peer.Run("movescu", "-S", "-aec", "TELEMED", "-aem", "ARCHIVE", "127.0.0.1", $"{node.Port}",
                "-k", "QueryRetrieveLevel=STUDY", "-k", $"StudyInstanceUID={study}")).Code);
        Assert.All(Directory.EnumerateFiles(_folder), path => Assert.Equal(TransferSyntax.ImplicitLittle.Uid, SampleFiles.Header(path)!.TransferSyntaxUid));
        Assert.Equal(node.Studies.Objects.Select(o => o.Header.Ascii(Tags.SopInstanceUid)).Distinct().Count(), Directory.EnumerateFiles(_folder).Count());
    }

    [Fact]
    public async Task A_move_to_a_title_without_address_is_refused()
    {
        await using var node = await WithFiles("CT_small.dcm");
        await using var client = await node.For(QueryModel.StudyRoot.MoveClass);
        Assert.Equal(QueryStatus.DestinationUnknown, (await client.Move(QueryModel.StudyRoot.MoveClass, "NOWHERE", KeysOf(node), _ => true, Stop)).Status);
        Assert.Equal(QueryStatus.DestinationUnknown, (await client.Move(QueryModel.StudyRoot.MoveClass, "ECHOSCU", KeysOf(node), _ => true, Stop)).Status);
    }

    [Fact]
    public async Task A_move_to_a_destination_that_is_down_fails_every_sub_operation_and_names_them()
    {
        await using var node = await WithDestination(1);
        node.Studies.Add(SampleFiles.Fixture("CT_small.dcm"));
        await using var client = await node.For(QueryModel.StudyRoot.MoveClass);
        var outcome = await client.Move(QueryModel.StudyRoot.MoveClass, "ARCHIVE", KeysOf(node), _ => true, Stop);
        Assert.Equal(QueryStatus.NoSubOperation, outcome.Status);
        Assert.Single(outcome.FailedUids);
    }

    [Fact]
    public async Task Objects_that_the_receiver_may_not_have_fail_and_the_others_arrive()
    {
        await using var receiver = await Node.Start(new() { AeTitle = "ARCHIVE", Peers = [new("TELEMED", null, null, null)] });
        await using var node = await WithDestination(receiver.Port);
        // Two files of one study.
        node.Studies.Add(SampleFiles.Fixture("MR_small.dcm"), SampleFiles.Fixture("CT_small.dcm"));
        node.Studies.NotFor.Add(node.Studies.Objects[1].Header.Ascii(Tags.SopInstanceUid)!);
        await using var client = await node.For(QueryModel.StudyRoot.MoveClass);
        var both = new DataSet().AddAscii(Tags.QueryRetrieveLevel, Vr.CS, "STUDY").AddAscii(Tags.StudyInstanceUid, Vr.UI,
            string.Join('\\', node.Studies.Objects.Select(o => o.Header.Ascii(Tags.StudyInstanceUid))));
        var outcome = await client.Move(QueryModel.StudyRoot.MoveClass, "ARCHIVE", both, _ => true, Stop);
        Assert.Equal(QueryStatus.SomeFailed, outcome.Status);
        Assert.Equal(new RetrieveProgress(0, 1, 1, 0), outcome.Counts);
        Assert.Equal([.. node.Studies.NotFor], outcome.FailedUids);
        Assert.Equal(node.Studies.Objects[0].Header.Ascii(Tags.SopInstanceUid), Assert.Single(receiver.Sink.Stored).Info.SopInstanceUid);
    }

    [Fact]
    public async Task A_move_has_as_many_objects_under_way_as_its_destination_grants_and_counts_each_once()
    {
        await using var receiver = await Node.Start(new() { AeTitle = "ARCHIVE", Peers = [new("TELEMED", null, null, null)] });
        await using var node = await WithDestination(receiver.Port);
        node.Studies.Add(Enumerable.Repeat(SampleFiles.Fixture("MR_small.dcm"), 20));
        var disk = new TaskCompletionSource();
        receiver.Sink.CompleteAfter = disk.Task;
        await using var client = await node.For(QueryModel.StudyRoot.MoveClass);
        var moving = client.Move(QueryModel.StudyRoot.MoveClass, "ARCHIVE", KeysOf(node), _ => true, Stop);
        for (int i = 0; i < 1000 && receiver.Sink.Whole < 16; i++) await Task.Delay(TimeSpan.FromMilliseconds(20), TimeProvider.System, Stop);
        Assert.Equal(16, receiver.Sink.Whole);
        disk.SetResult();
        var outcome = await moving;
        Assert.Equal(GeneralStatus.Success, outcome.Status);
        Assert.Equal(new RetrieveProgress(0, 20, 0, 0), outcome.Counts);
        Assert.Equal(20, receiver.Sink.Stored.Count);
    }

    [Fact]
    public async Task A_destination_lost_with_objects_under_way_fails_the_first_of_them_and_gets_the_others_again()
    {
        await using var receiver = await Node.Start(new() { AeTitle = "ARCHIVE", Peers = [new("TELEMED", null, null, null)] });
        await using var link = new WeakLink(receiver.Port, null, 60_000);   // six objects and a bit
        await using var node = await WithDestination(link.Port);
        node.Studies.Add(Enumerable.Repeat(SampleFiles.Fixture("MR_small.dcm"), 20));
        var disk = new TaskCompletionSource();
        receiver.Sink.CompleteAfter = disk.Task;   // none is answered before the line is cut
        await using var client = await node.For(QueryModel.StudyRoot.MoveClass);
        var moving = client.Move(QueryModel.StudyRoot.MoveClass, "ARCHIVE", KeysOf(node), _ => true, Stop);
        for (int i = 0; i < 1000 && link.Cuts == 0; i++) await Task.Delay(TimeSpan.FromMilliseconds(20), TimeProvider.System, Stop);
        disk.SetResult();
        var outcome = await moving;
        Assert.Equal(QueryStatus.SomeFailed, outcome.Status);
        Assert.Equal(new RetrieveProgress(0, 19, 1, 0), outcome.Counts);
        Assert.Single(outcome.FailedUids);
    }

    [Fact]
    public async Task A_cancelled_move_stops_and_says_what_remains()
    {
        await using var receiver = await Node.Start(new() { AeTitle = "ARCHIVE", Peers = [new("TELEMED", null, null, null)] });
        await using var node = await WithDestination(receiver.Port);
        node.Studies.Add(Enumerable.Repeat(SampleFiles.Fixture("MR_small.dcm"), 5_000));
        await using var client = await node.For(QueryModel.StudyRoot.MoveClass);
        var outcome = await client.Move(QueryModel.StudyRoot.MoveClass, "ARCHIVE", KeysOf(node), _ => false, Stop);
        Assert.Equal(GeneralStatus.Cancelled, outcome.Status);
        Assert.InRange(outcome.Counts.Remaining, 1, 4_999);
        Assert.InRange(receiver.Sink.Stored.Count, 1, 4_999);
    }

    [Fact]
    public async Task A_retrieval_without_its_unique_key_is_refused_and_names_the_element()
    {
        await using var node = await WithFiles("CT_small.dcm");
        foreach (var keys in new[] { "QueryRetrieveLevel=STUDY", "QueryRetrieveLevel=SERIES" })
        {
            var (_, output) = await Peer.Run("movescu", "-v", "-d", "-S", "-aec", "TELEMED", "-aem", "ARCHIVE", "127.0.0.1", $"{node.Port}", "-k", keys, "-k", "StudyInstanceUID=");
            Assert.Contains("0xa900", output, StringComparison.OrdinalIgnoreCase);
        }
    }

    private static async Task<Node> WithFiles(params string[] names)
    {
        var node = await Node.Start();
        node.Studies.Add(names.Select(SampleFiles.Fixture));
        return node;
    }

    private static Task<Node> WithDestination(int port) => Node.Start(new() { Peers = [new("ARCHIVE", "127.0.0.1", port, "hospital-1")] });

    private static DataSet KeysOf(Node node) => new DataSet().AddAscii(Tags.QueryRetrieveLevel, Vr.CS, "STUDY")
        .AddAscii(Tags.StudyInstanceUid, Vr.UI, node.Studies.Objects[0].Header.Ascii(Tags.StudyInstanceUid)!);

    private static IEnumerable<string> Keys(Node node, string level, params string[] keys)
    {
        yield return "-k";
        yield return $"QueryRetrieveLevel={level}";
        foreach (var key in keys)
        {
            DicomDictionary.TryFind(key, out var tag);
            yield return "-k";
            yield return $"{key}={node.Studies.Objects[0].Header.Ascii(tag)}";
        }
    }

    private void AssertSame(string name)
    {
        var kept = Assert.Single(Directory.EnumerateFiles(_folder));
        Assert.True(SampleFiles.DataSet(SampleFiles.Fixture(name)).AsSpan().SequenceEqual(SampleFiles.DataSet(kept)));
    }
}
