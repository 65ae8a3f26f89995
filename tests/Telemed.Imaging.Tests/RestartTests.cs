using System.Buffers;
using System.Security.Cryptography;
using Telemed.Dicom.Core;
using Telemed.Dicom.Encoding;
using Telemed.Imaging.Storing;

namespace Telemed.Imaging.Tests;

public sealed class RestartTests : IDisposable
{
    private readonly string folder = Node.NewFolder();

    public void Dispose() => Directory.Delete(folder, recursive: true);

    [Fact]
    public async Task What_was_on_its_way_is_gone_and_what_was_stored_is_indexed()
    {
        var sample = Sample.Read("CT_small.dcm");
        await using (var node = await Node.Start(folder))
        {
            await node.Send(sample);
            File.WriteAllBytes(Path.Combine(node.Folders.Incoming, "7"), new byte[5000]);
        }
        foreach (string file in Directory.EnumerateFiles(folder, "imaging.db*")) File.Delete(file);

        await using var again = await Node.Start(folder);

        Assert.Empty(Directory.EnumerateFiles(again.Folders.Incoming));
        Assert.Equal([sample.Instance], Rows(again, "SELECT instance FROM instances"));
        Assert.Equal(["inst-a"], Rows(again, "SELECT institution FROM studies"));
    }

    [Theory]
    [InlineData(20_000, 0)]
    [InlineData(null, 4096)]
    public async Task A_name_without_its_bytes_is_set_aside_and_the_object_can_be_sent_again(int? length, int zeros)
    {
        var sample = Sample.Read("CT_small.dcm");
        string path;
        await using (var node = await Node.Start(folder))
        {
            await node.Send(sample);
            path = node.Folders.PathOf(sample.Instance);
        }
        foreach (string file in Directory.EnumerateFiles(folder, "imaging.db*")) File.Delete(file);
        using (var file = new FileStream(path, FileMode.Open))   // as a power cut between name and sync leaves it
        {
            file.SetLength(length ?? file.Length);
            file.Position = 8192;
            file.Write(new byte[zeros]);
        }

        await using var again = await Node.Start(folder);

        Assert.Empty(Rows(again, "SELECT instance FROM instances"));
        Assert.Single(Directory.EnumerateFiles(again.Folders.Damaged));
        Assert.Equal(ObjectOutcome.Stored, (await again.Send(sample)).Outcome);
    }

    [Fact]
    public async Task A_rebuilt_index_equals_the_live_one()
    {
        await using var node = await Node.Start(folder);
        foreach (string name in new[] { "CT_small.dcm", "MR_small.dcm", "chrX2.dcm", "chrH31.dcm", "rtdose.dcm", "test-SR.dcm", "sm_image_jpegls.dcm", "MR_truncated.dcm", "image_dfl.dcm" })
            await node.Send(Sample.Read(name));
        await node.Indexer.WhenIndexed(default);
        var live = Dump(node);

        node.Indexer.Rebuild();
        await node.Indexer.WhenIndexed(default);
        await node.Indexer.WhenIndexed(default);

        Assert.True(live.Count > 10);
        Assert.Equal(live, Dump(node));
    }

    [Fact]
    public async Task A_file_of_the_format_before_with_a_hash_for_a_checksum_is_found_and_watched_over()
    {
        var (kept, broken) = (Sample.Read("CT_small.dcm"), Sample.Read("MR_small.dcm"));
        var folders = new ObjectFolders(folder);
        foreach (var sample in new[] { kept, broken })
        {
            var before = new ArrayBufferWriter<byte>();
            byte[] now = Provenance.Begin(sample.Info, "inst-a", DateTimeOffset.UnixEpoch);
            var meta = DicomFile.Read(new MemorySource(now), ReaderOptions.Header).Meta;
            string hash = Convert.ToHexStringLower(SHA256.HashData(sample.DataSet.Span));
            var old = new DataSet();
            foreach (var element in meta.Where(element => element.Tag != Tags.PrivateInformation)) old.Add(element);
            DicomFile.WriteMeta(old.AddAscii(Tags.PrivateInformation, Vr.OB, $"2|inst-a||1970-01-01T00:00:00.0000000Z |{hash}"), before);
            File.WriteAllBytes(folders.PathOf(sample.Instance), [.. before.WrittenSpan, .. sample == kept ? sample.DataSet.Span : sample.DataSet.Span[..^2]]);
        }
        folders.Dispose();

        await using var node = await Node.Start(folder);

        Assert.Equal([kept.Instance + "|" + Convert.ToHexStringLower(SHA256.HashData(kept.DataSet.Span))], Rows(node, "SELECT instance, content FROM instances"));
        Assert.Single(Directory.EnumerateFiles(folders.Damaged));
        Assert.Equal(ObjectOutcome.AlreadyStored, (await node.Send(kept)).Outcome);
    }

    [Fact]
    public async Task Objects_acknowledged_just_before_a_kill_are_found_after_it()
    {
        string copy = Node.NewFolder();
        var sample = Sample.Read("CT_small.dcm");
        await using (var node = await Node.Start(folder))
        {
            Assert.Equal(ObjectOutcome.Stored, (await node.Send(sample)).Outcome);
            // The folder at this moment is what a kill leaves: the index has not heard of the object, the file alone has.
            foreach (string file in Directory.EnumerateFiles(node.Folders.Objects, "*", SearchOption.AllDirectories))
                File.Copy(file, Directory.CreateDirectory(Path.GetDirectoryName(Path.Combine(copy, Path.GetRelativePath(folder, file)))!).FullName + "/" + Path.GetFileName(file));
        }
        await using (var again = await Node.Start(copy))
        {
            Assert.Equal([sample.Instance], Rows(again, "SELECT instance FROM instances"));
            Assert.Equal(ObjectOutcome.AlreadyStored, (await again.Send(sample)).Outcome);
        }
        Directory.Delete(copy, recursive: true);
    }

    [Fact]
    public async Task An_indexer_that_is_disposed_without_being_stopped_ends_what_it_was_writing_first()
    {
        await using var node = await Node.Start(folder);
        using var written = new ManualResetEventSlim();
        using var goOn = new ManualResetEventSlim();
        node.Indexer.Indexed += _ =>
        {
            written.Set();
            goOn.Wait(TimeSpan.FromMinutes(1));
        };
        await node.Send(Sample.Read("CT_small.dcm"));
        Assert.True(written.Wait(TimeSpan.FromMinutes(1), TestContext.Current.CancellationToken));

        var disposed = node.Indexer.DisposeAsync().AsTask();

        Assert.False(disposed.IsCompleted);
        goOn.Set();
        await disposed;
    }

    [Fact]
    public async Task A_damaged_index_is_made_anew()
    {
        await using (var node = await Node.Start(folder)) await node.Send(Sample.Read("CT_small.dcm"));
        foreach (string file in Directory.EnumerateFiles(folder, "imaging.db?*")) File.Delete(file);
        File.WriteAllBytes(Path.Combine(folder, "imaging.db"), [.. Enumerable.Range(0, 9000).Select(i => (byte)i)]);

        await using var again = await Node.Start(folder);

        Assert.Single(Rows(again, "SELECT instance FROM instances"));
    }

    [Fact]
    public async Task Two_processes_cannot_share_a_folder()
    {
        await using var node = await Node.Start(folder);
        Assert.Throws<IOException>(() => new ObjectFolders(folder));
    }

    private static List<string> Dump(Node node) =>
        [.. new[] { "studies", "series", "instances" }.SelectMany(table => Rows(node, $"SELECT * FROM {table} ORDER BY 1, 2"))];

    private static List<string> Rows(Node node, string sql)
    {
        using var db = node.Index.OpenReader();
        using var command = db.CreateCommand();
        command.CommandText = sql;
        using var reader = command.ExecuteReader();
        var rows = new List<string>();
        while (reader.Read()) rows.Add(string.Join('|', Enumerable.Range(0, reader.FieldCount).Select(i => Convert.ToString(reader.GetValue(i), System.Globalization.CultureInfo.InvariantCulture))));
        return rows;
    }
}
