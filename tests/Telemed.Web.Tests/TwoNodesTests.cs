using System.Net.Http.Json;
using System.Text.Json;
using Microsoft.Extensions.DependencyInjection;
using Telemed.Kernel;
using Telemed.ReadModel;
using Telemed.Testing;
using Telemed.Web.Tests.Live;
using Telemed.Web.Tests.Region;

namespace Telemed.Web.Tests;

/// <summary>Two nodes over one PostgreSQL, by settings alone; requests go to them in turn.</summary>
public sealed class TwoNodesFixture : PlatformFixture
{
    private PostgresServer? server;

    internal ShiftedTime Time { get; } = new();

    public override async ValueTask InitializeAsync()
    {
        server = await PostgresServer.StartOrSkip();
        string[] settings = ["--Telemed:Store=postgres", $"--ConnectionStrings:Postgres={await server.NewDatabase()}", $"--Telemed:KeysDirectory={Path.Combine(Folder, "keys")}"];
        for (var node = 0; node < 2; node++) await Start(settings, Time);
    }

    public override async ValueTask DisposeAsync()
    {
        await base.DisposeAsync();
        if (server is not null) await server.DisposeAsync();
    }

    /// <summary>Ends when both nodes have applied everything that lies in the log now.</summary>
    /// <returns>Where the log ends.</returns>
    public async Task<string?> Settled()
    {
        string? end = null;
        await foreach (var page in Services.GetRequiredService<IEventLog>().Follow(null, TestContext.Current.CancellationToken))
        {
            foreach (var node in Nodes)
                foreach (var stream in page.Appends.GroupBy(a => a.Stream))
                    await node.Services.GetRequiredService<ProjectionEngine>().WaitFor(stream.Key, stream.Max(a => a.Version), TestContext.Current.CancellationToken);
            end = page.Cursor;
            if (page.AtEnd) break;
        }
        return end;
    }
}

[CollectionDefinition(nameof(TwoNodes))]
public sealed class TwoNodes : ICollectionFixture<TwoNodesFixture>;

[Collection(nameof(TwoNodes))]
public sealed class TwoNodesApiTests(TwoNodesFixture nodes) : ApiContract(nodes);

[Collection(nameof(TwoNodes))]
public sealed class TwoNodesLiveTests(TwoNodesFixture nodes) : LiveContract(nodes);

[Collection(nameof(TwoNodes))]
public sealed class TwoNodesDeviceTests(TwoNodesFixture nodes) : DeviceContract(nodes);

[Collection(nameof(TwoNodes))]
public sealed class TwoNodesTests(TwoNodesFixture nodes)
{
    [Fact]
    public async Task Read_models_and_topics_of_both_nodes_are_equal_row_by_row()
    {
        using var township = await nodes.SignedIn("township");
        using var office = await nodes.SignedIn("office");
        var hospital = await Work.Institution(office);
        for (var i = 0; i < 12; i++)
        {
            using var made = await township.PostAsJsonAsync("/api/v1/consultations", Work.Request(await Work.Patient(township), hospital));
            await office.Act((await made.Json()).GetProperty("id").GetString()!, "accept", new { });
        }
        string? end;
        SortedDictionary<string, List<string>>[] dumps;
        do
        {
            end = await nodes.Settled();
            dumps = [.. nodes.Nodes.Select(n => ReadModelDump.Of(Path.Combine(n.Services.GetRequiredService<Telemed.Web.Hosting.Settings>().DataDirectory, "read.db")))];
        }
        while (await nodes.Settled() != end);   // a clock, or who left a room in a test before, wrote something while one node was read
        Assert.Equal(dumps[0].Keys, dumps[1].Keys);
        Assert.True(dumps[0]["topics"].Count > 20);
        foreach (var (table, rows) in dumps[0]) Assert.True(rows.SequenceEqual(dumps[1][table]), $"{table} differs");
    }

    [Fact]
    public async Task Every_clock_runs_out_once_though_both_nodes_watch_it()
    {
        using (var township = await nodes.SignedIn("township"))
        using (var office = await nodes.SignedIn("office"))
        {
            var hospital = await Work.Institution(office);
            for (var i = 0; i < 8; i++)
            {
                using var made = await township.PostAsJsonAsync("/api/v1/consultations", Work.Request(await Work.Patient(township), hospital));
                made.EnsureSuccessStatusCode();
            }
        }
        nodes.Time.Jump(TimeSpan.FromDays(4));
        var model = await Model();
        for (var i = 0; i < 100 && (model.Clocks < 8 || model.Forgotten(nodes.Time.GetUtcNow().AddHours(-1)).Any()); i++)
        {
            await Task.Delay(TimeSpan.FromMilliseconds(200), TimeProvider.System);
            using var stir = await nodes.SignedIn("insurer");   // an append wakes the services before their minute is over
            model = await Model();
        }
        Assert.True(model.Clocks >= 8, $"{model.Clocks} clocks ran out");
        Assert.Empty(model.Wrong);   // a second breach of a clock is told there
    }

    private async Task<LogModel> Model()
    {
        var model = new LogModel();
        await foreach (var page in nodes.Services.GetRequiredService<IEventLog>().Follow(null, TestContext.Current.CancellationToken))
        {
            foreach (var append in page.Appends) model.Read(append);
            if (page.AtEnd) break;
        }
        return model;
    }
}
