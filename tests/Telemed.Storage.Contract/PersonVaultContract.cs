using System.Globalization;
using Telemed.Kernel;
using Xunit;

namespace Telemed.Storage.Contract;

/// <summary>What every vault must do, wherever its rows lie.</summary>
public abstract class PersonVaultContract : IAsyncLifetime
{
    private static readonly BlindIndex Document = new("document", "520103199001011234");

    protected static MasterKey Key { get; } = MasterKey.FromBase64(Convert.ToBase64String([.. Enumerable.Range(1, MasterKey.Length).Select(i => (byte)i)]));

    protected static CancellationToken Stop => TestContext.Current.CancellationToken;

    /// <summary>The vault under test.</summary>
    protected IPersonVault Vault { get; private set; } = null!;

    /// <summary>Opens the vault of this test, again with the same content; the former opening may go on being used.</summary>
    protected abstract Task<IPersonVault> Open(MasterKey key);

    /// <summary>Moves a stored value of one subject to another, as a forger with the database would.</summary>
    protected abstract Task Swap(string field, string from, string to);

    /// <summary>Damages the stored key of a subject.</summary>
    protected abstract Task BreakKey(string subject);

    public async ValueTask InitializeAsync() => Vault = await Open(Key);

    public abstract ValueTask DisposeAsync();

    protected Task Put(string subject, params (string Field, string Value)[] fields) =>
        Vault.Put(subject, fields.ToDictionary(f => f.Field, f => f.Value), [], Stop);

    protected async Task<string?> Field(string subject, string field) => (await Vault.Get(subject, Stop))?.GetValueOrDefault(field);

    [Fact]
    public async Task Fields_are_merged_and_read_back_also_by_another_opening()
    {
        await Put("p1", ("name", "张三"), ("phone", "13900000000"));
        await Put("p1", ("phone", "13911111111"), ("note", ""));
        foreach (var vault in new[] { Vault, await Open(Key) })
        {
            var person = Assert.IsAssignableFrom<IReadOnlyDictionary<string, string>>(await vault.Get("p1", Stop));
            Assert.Equal([("name", "张三"), ("note", ""), ("phone", "13911111111")], person.Select(f => (f.Key, f.Value)).Order());
        }
        Assert.Null(await Vault.Get("none", Stop));
    }

    [Fact]
    public async Task A_rotated_master_key_opens_everything_and_the_old_one_nothing()
    {
        await Vault.Put("p1", new Dictionary<string, string> { ["name"] = "张三" }, [Document], Stop);
        await Put("p2", ("name", "李四"));
        var next = MasterKey.FromBase64(Convert.ToBase64String([.. Enumerable.Repeat((byte)9, MasterKey.Length)]));
        Assert.Equal(2, await ((IPortableVault)Vault).Rotate(next, Stop));
        await Assert.ThrowsAsync<StoreFormatException>(() => Open(Key));
        await Assert.ThrowsAsync<VaultDamagedException>(async () => await Vault.Get("p1", Stop));   // a node that still has the old key reads nothing
        var rotated = await Open(next);
        Assert.Equal("张三", (await rotated.Get("p1", Stop))!["name"]);
        Assert.Equal(["p1"], await rotated.Find(Document, Stop));
        Assert.Equal(Vault.Blind(Document), rotated.Blind(Document));   // it is a claim in the log
    }

    [Fact]
    public async Task The_blinding_of_another_vault_is_taken_over_only_while_nobody_is_there()
    {
        var (vault, other) = ((IPortableVault)Vault, VaultKeys.First(MasterKey.FromBase64(Convert.ToBase64String(new byte[MasterKey.Length]))).Under(Key));
        await Assert.ThrowsAsync<InvalidDataException>(() => vault.TakeBlinding(other.Under(MasterKey.FromBase64(Convert.ToBase64String(new byte[MasterKey.Length]))).SealedBlinding, Stop));
        await vault.TakeBlinding(other.SealedBlinding, Stop);
        Assert.Equal(other.Blind(Document), vault.Blind(Document));
        Assert.Equal(other.Blind(Document), (await Open(Key)).Blind(Document));
        await Put("p1", ("name", "张三"));
        await Assert.ThrowsAsync<InvalidDataException>(() => vault.TakeBlinding(VaultKeys.First(Key).SealedBlinding, Stop));
        Assert.Equal(other.Blind(Document), (await Open(Key)).Blind(Document));
    }

    [Fact]
    public async Task Many_are_read_at_once_and_unknown_ones_left_out()
    {
        for (var i = 0; i < 20; i++) await Put($"p{i}", ("name", $"name {i}"));
        var found = await Vault.GetMany(["p7", "p8", "none", "p19"], Stop);
        Assert.Equal(["p19", "p7", "p8"], found.Keys.Order(StringComparer.Ordinal));
        Assert.All(found, person => Assert.Equal($"name {person.Key[1..]}", person.Value["name"]));
        Assert.Empty(await Vault.GetMany([], Stop));
    }

    [Fact]
    public async Task A_subject_is_found_by_an_exact_value_and_only_in_its_index()
    {
        await Vault.Put("p1", new Dictionary<string, string> { ["name"] = "张三" }, [Document, new("name", "张三")], Stop);
        await Vault.Put("p2", new Dictionary<string, string>(), [new("name", "张三")], Stop);
        Assert.Equal(["p1"], await Vault.Find(Document, Stop));
        Assert.Equal(["p1", "p2"], await Vault.Find(new("name", "张三"), Stop));
        Assert.Empty(await Vault.Find(new("name", Document.Value), Stop));
        Assert.Equal(Vault.Blind(Document), (await Open(Key)).Blind(Document));
        Assert.NotEqual(Vault.Blind(new("ab", "c")), Vault.Blind(new("a", "bc")));
    }

    [Fact]
    public async Task An_erasure_or_a_change_by_another_opening_holds_here_at_once()
    {
        await Vault.Put("p1", new Dictionary<string, string> { ["name"] = "张三" }, [Document], Stop);
        await Put("p2", ("name", "李四"));
        Assert.Equal("张三", await Field("p1", "name"));
        var other = await Open(Key);
        await other.Put("p2", new Dictionary<string, string> { ["name"] = "王五" }, [], Stop);
        await other.Erase("p1", Stop);
        Assert.Null(await Vault.Get("p1", Stop));
        Assert.Empty(await Vault.GetMany(["p1"], Stop));
        Assert.Empty(await Vault.Find(Document, Stop));
        Assert.Equal("王五", await Field("p2", "name"));
        await Vault.Erase("never-known", Stop);
        await Put("p1", ("name", "赵六"));   // known again, under another key and without what was
        Assert.Equal(["name"], (await Vault.Get("p1", Stop))!.Keys);
    }

    [Fact]
    public async Task A_value_that_was_moved_does_not_authenticate()
    {
        await Put("p1", ("name", "张三"), ("phone", "139"));
        await Put("p2", ("name", "李四"), ("phone", "138"));
        await Swap("name", "p2", "p1");
        var thrown = await Assert.ThrowsAsync<VaultDamagedException>(async () => await Vault.Get("p1", Stop));
        Assert.DoesNotContain("张三", thrown.Message, StringComparison.Ordinal);
        Assert.Equal("李四", await Field("p2", "name"));
    }

    [Fact]
    public async Task A_damaged_key_fails_its_own_put_and_no_other()
    {
        await Put("p1", ("name", "张三"));
        await BreakKey("p1");
        var puts = Enumerable.Range(0, 20).Select(i => Put($"p{i}", ("name", "x"))).ToArray();
        await Assert.ThrowsAsync<VaultDamagedException>(() => Task.WhenAll(puts));
        Assert.Equal([1], puts.Index().Where(p => p.Item.IsFaulted).Select(p => p.Index));
        Assert.Equal("x", await Field("p19", "name"));
    }

    [Fact]
    public async Task Puts_at_once_through_two_openings_lose_nothing()
    {
        var both = new[] { Vault, await Open(Key) };
        await Task.WhenAll(Enumerable.Range(0, 200).Select(i => Task.Run(
            () => both[i % 2].Put($"p{i % 10}", new Dictionary<string, string> { [$"f{i / 10}"] = i.ToString(CultureInfo.InvariantCulture) }, [], Stop), Stop)));
        var all = await Vault.GetMany([.. Enumerable.Range(0, 10).Select(i => $"p{i}")], Stop);
        for (var i = 0; i < 200; i++) Assert.Equal($"{i}", all[$"p{i % 10}"][$"f{i / 10}"]);
    }

    [Fact]
    public async Task Another_master_key_stops_the_start()
    {
        await Put("p1", ("name", "张三"));
        var thrown = await Assert.ThrowsAsync<StoreFormatException>(() => Open(MasterKey.FromBase64(Convert.ToBase64String(new byte[MasterKey.Length]))));
        Assert.Contains("another master key", thrown.Message, StringComparison.Ordinal);
    }
}
