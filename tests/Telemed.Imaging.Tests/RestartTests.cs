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

    [Fact]
    public async Task A_name_without_its_bytes_is_set_aside_and_the_object_can_be_sent_again()
    {
        var sample = Sample.Read("CT_small.dcm");
        string path;
        await using (var node = await Node.Start(folder))
        {
            await node.Send(sample);
            path = node.Folders.PathOf(sample.Instance);
        }
        foreach (string file in Directory.EnumerateFiles(folder, "imaging.db*")) File.Delete(file);
        using (var file = new FileStream(path, FileMode.Open)) file.SetLength(20_000);   // as a power cut between name and sync leaves it

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
