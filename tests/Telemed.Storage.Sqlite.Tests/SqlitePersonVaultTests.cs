using System.Text;
using Microsoft.Data.Sqlite;
using Telemed.Kernel;

namespace Telemed.Storage.Sqlite.Tests;

public sealed class SqlitePersonVaultTests : IAsyncLifetime
{
    private static readonly BlindIndex Document = new("document", "520103199001011234");
    private readonly TempFolder folder = new();
    private SqlitePersonVault vault = null!;

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    private string File => folder["vault.db"];

    private string KeyFile => folder["keys/master.key"];

    public ValueTask InitializeAsync()
    {
        vault = Open();
        return ValueTask.CompletedTask;
    }

    public async ValueTask DisposeAsync()
    {
        await vault.DisposeAsync();
        folder.Dispose();
    }

    private SqlitePersonVault Open() => SqlitePersonVault.Open(File, MasterKey.FromFileOrNew(KeyFile, File));

    private async Task Reopen()
    {
        await vault.DisposeAsync();
        vault = Open();
    }

    private Task Put(string subject, params (string Field, string Value)[] fields) =>
        vault.Put(subject, fields.ToDictionary(f => f.Field, f => f.Value), [], Stop);

    private async Task<string?> Field(string subject, string field) => (await vault.Get(subject, Stop))?.GetValueOrDefault(field);

    private async Task<int> Run(string sql)
    {
        await using var db = new SqliteConnection($"Data Source={File};Pooling=False");
        await db.OpenAsync(Stop);
        await using var command = db.CreateCommand();
        command.CommandText = sql;
        return await command.ExecuteNonQueryAsync(Stop);
    }

    private byte[] AllBytes() => [.. Directory.GetFiles(folder.Root, "vault.db*").Where(f => !f.EndsWith(".lock", StringComparison.Ordinal)).SelectMany(System.IO.File.ReadAllBytes)];

    private static bool Holds(byte[] bytes, byte[] part) => bytes.AsSpan().IndexOf(part) >= 0;

    [Fact]
    public async Task A_rotated_master_key_opens_everything_and_the_old_one_nothing()
    {
        await vault.Put("p1", new Dictionary<string, string> { ["name"] = "张三" }, [Document], Stop);
        await Put("p2", ("name", "李四"));
        var blind = vault.Blind(Document);
        Assert.Equal(2, await vault.Rotate(MasterKey.FromFileOrNew(folder["keys/next.key"], vaultExists: false), Stop));
        await vault.DisposeAsync();
        Assert.Throws<StoreFormatException>(Open);
        System.IO.File.Move(folder["keys/next.key"], KeyFile, overwrite: true);
        vault = Open();
        Assert.Equal("张三", await Field("p1", "name"));
        Assert.Equal(["p1"], await vault.Find(Document, Stop));
        Assert.Equal(blind, vault.Blind(Document));   // it is a claim in the log
    }

    [Fact]
    public async Task A_file_of_the_format_before_is_brought_up()
    {
        await vault.Put("p1", new Dictionary<string, string> { ["name"] = "张三" }, [Document], Stop);
        await vault.DisposeAsync();
        await Run("ALTER TABLE master DROP COLUMN blinding; PRAGMA user_version=1");
        vault = Open();
        Assert.Equal("张三", await Field("p1", "name"));
        Assert.Equal(["p1"], await vault.Find(Document, Stop));
        await vault.Rotate(MasterKey.FromFileOrNew(folder["keys/next.key"], vaultExists: false), Stop);
    }

    [Fact]
    public async Task Fields_are_merged_and_read_back_also_after_reopening()
    {
        await Put("p1", ("name", "张三"), ("phone", "13900000000"));
        await Put("p1", ("phone", "13911111111"), ("note", ""));
        for (var i = 0; i < 2; i++)
        {
            var person = Assert.IsAssignableFrom<IReadOnlyDictionary<string, string>>(await vault.Get("p1", Stop));
            Assert.Equal([("name", "张三"), ("note", ""), ("phone", "13911111111")], person.Select(f => (f.Key, f.Value)).Order());
            await Reopen();
        }
        Assert.Null(await vault.Get("none", Stop));
    }

    [Fact]
    public async Task Many_are_read_at_once_and_unknown_ones_left_out()
    {
        for (var i = 0; i < 50; i++) await Put($"p{i}", ("name", $"name {i}"));
        await Reopen();
        Assert.Equal("name 7", await Field("p7", "name"));   // one from memory, the rest from the file
        var found = await vault.GetMany(["p7", "p8", "none", "p49"], Stop);
        Assert.Equal(["p49", "p7", "p8"], found.Keys.Order(StringComparer.Ordinal));
        Assert.All(found, person => Assert.Equal($"name {person.Key[1..]}", person.Value["name"]));
    }

    [Fact]
    public async Task A_changed_record_is_never_answered_from_memory()
    {
        await Put("p", ("n", "0"));
        for (var i = 1; i <= 50; i++)
        {
            var readers = Enumerable.Range(0, 4).Select(_ => Task.Run(() => Field("p", "n"), Stop)).ToArray();
            await Put("p", ("n", $"{i}"));
            Assert.Equal($"{i}", await Field("p", "n"));
            await Task.WhenAll(readers);
            Assert.Equal($"{i}", await Field("p", "n"));
        }
    }

    [Fact]
    public async Task Nothing_in_the_files_is_readable()
    {
        await vault.Put("p1", new Dictionary<string, string> { ["name"] = "欧阳明日", ["document"] = Document.Value }, [Document, new("name", "欧阳明日")], Stop);
        foreach (var secret in new[] { "欧阳明日", Document.Value }) Assert.False(Holds(AllBytes(), Encoding.UTF8.GetBytes(secret)));
        Assert.True(Holds(AllBytes(), "document"u8.ToArray()));   // the search itself works: field names are in the clear
        Assert.False(Holds(AllBytes(), await System.IO.File.ReadAllBytesAsync(KeyFile, Stop)));
    }

    [Fact]
    public async Task A_subject_is_found_by_an_exact_value_and_only_in_its_index()
    {
        await vault.Put("p1", new Dictionary<string, string>(), [Document], Stop);
        await vault.Put("p2", new Dictionary<string, string>(), [Document, new("name", "x")], Stop);
        await Reopen();
        Assert.Equal(["p1", "p2"], await vault.Find(Document, Stop));
        Assert.Equal(["p2"], await vault.Find(new("name", "x"), Stop));
        Assert.Empty(await vault.Find(new("name", Document.Value), Stop));
        Assert.Empty(await vault.Find(new("document", "5201"), Stop));
        Assert.NotEqual(vault.Blind(new("ab", "c")), vault.Blind(new("a", "bc")));
    }

    [Fact]
    public async Task An_erased_subject_cannot_be_read_or_found_and_its_key_is_in_no_file()
    {
        await vault.Put("p1", new Dictionary<string, string> { ["name"] = "张三" }, [Document], Stop);
        await Put("p2", ("name", "李四"));
        Assert.Equal("张三", await Field("p1", "name"));   // now in memory too
        byte[] key, value;
        await using (var db = new SqliteConnection($"Data Source={File};Pooling=False"))
        {
            await db.OpenAsync(Stop);
            key = (byte[])(await new SqliteCommand("SELECT key FROM subjects WHERE subject='p1'", db).ExecuteScalarAsync(Stop))!;
            value = (byte[])(await new SqliteCommand("SELECT value FROM fields WHERE subject='p1'", db).ExecuteScalarAsync(Stop))!;
        }
        Assert.True(Holds(AllBytes(), key));
        await vault.Erase("p1", Stop);
        for (var i = 0; i < 2; i++)
        {
            Assert.Null(await vault.Get("p1", Stop));
            Assert.Empty(await vault.GetMany(["p1"], Stop));
            Assert.Empty(await vault.Find(Document, Stop));
            Assert.Equal("李四", await Field("p2", "name"));
            Assert.False(Holds(AllBytes(), key));
            Assert.False(Holds(AllBytes(), value));
            await Reopen();
        }
        await vault.Erase("never-known", Stop);
    }

    [Theory]
    [InlineData("UPDATE fields SET value=(SELECT value FROM fields WHERE subject='p2' AND field='name') WHERE subject='p1' AND field='name'")]
    [InlineData("UPDATE fields SET value=(SELECT value FROM fields WHERE subject='p1' AND field='phone') WHERE subject='p1' AND field='name'")]
    [InlineData("UPDATE subjects SET key=(SELECT key FROM subjects WHERE subject='p2') WHERE subject='p1'")]
    [InlineData("UPDATE fields SET value=x'00' WHERE subject='p1' AND field='name'")]
    [InlineData("UPDATE fields SET field='names' WHERE subject='p1' AND field='name'")]
    public async Task A_record_that_was_moved_or_changed_does_not_authenticate(string tamper)
    {
        await Put("p1", ("name", "张三"), ("phone", "139"));
        await Put("p2", ("name", "李四"), ("phone", "138"));
        await vault.DisposeAsync();
        Assert.Equal(1, await Run(tamper));
        vault = Open();
        var thrown = await Assert.ThrowsAsync<VaultDamagedException>(async () => await vault.Get("p1", Stop));
        Assert.DoesNotContain("张三", thrown.Message, StringComparison.Ordinal);
        Assert.Equal("李四", await Field("p2", "name"));
    }

    [Fact]
    public async Task A_damaged_key_fails_its_own_put_and_no_other()
    {
        await Put("p1", ("name", "张三"));
        await Run("UPDATE subjects SET key=x'00' WHERE subject='p1'");
        var puts = Enumerable.Range(0, 20).Select(i => Put($"p{i}", ("name", "x"))).ToArray();
        await Assert.ThrowsAsync<VaultDamagedException>(() => Task.WhenAll(puts));
        Assert.Equal([1], puts.Index().Where(p => p.Item.IsFaulted).Select(p => p.Index));
        Assert.Equal("x", await Field("p19", "name"));
    }

    [Fact]
    public async Task Puts_at_once_lose_nothing()
    {
        await Task.WhenAll(Enumerable.Range(0, 400).Select(i => Task.Run(() => Put($"p{i % 10}", ($"f{i / 10}", $"{i}")), Stop)));
        await Reopen();
        var all = await vault.GetMany([.. Enumerable.Range(0, 10).Select(i => $"p{i}")], Stop);
        for (var i = 0; i < 400; i++) Assert.Equal($"{i}", all[$"p{i % 10}"][$"f{i / 10}"]);
    }

    [Fact]
    public async Task Another_master_key_stops_the_start()
    {
        await Put("p1", ("name", "张三"));
        await vault.DisposeAsync();
        var other = MasterKey.FromBase64(Convert.ToBase64String(new byte[32]));
        Assert.Equal("vault.db was made with another master key.", Assert.Throws<StoreFormatException>(() => SqlitePersonVault.Open(File, other)).Message);
        System.IO.File.Delete(KeyFile);
        Assert.Equal("The master key master.key is missing.", Assert.Throws<StoreFormatException>(Open).Message);   // never a new key beside an old vault
        Assert.False(System.IO.File.Exists(KeyFile));
    }

    [Fact]
    public void A_new_master_key_is_for_its_owner_only()
    {
        Assert.Equal(32, new FileInfo(KeyFile).Length);
        if (!OperatingSystem.IsWindows()) Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, System.IO.File.GetUnixFileMode(KeyFile));
        Assert.Throws<StoreFormatException>(() => MasterKey.FromBase64("c2hvcnQ="));
    }
}
