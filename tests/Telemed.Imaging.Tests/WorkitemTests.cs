using System.Collections.Concurrent;
using System.Net;
using System.Text.Json;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.DependencyInjection;
using Telemed.Contracts;
using Telemed.Kernel;
using Telemed.ReadModel;

namespace Telemed.Imaging.Tests;

public sealed class WorkitemTests : IAsyncLifetime
{
    private readonly CaseNode node = new();

    public ValueTask InitializeAsync() => node.InitializeAsync();

    public ValueTask DisposeAsync() => node.DisposeAsync();

    [Fact]
    public async Task An_open_imaging_consultation_is_a_workitem_of_who_was_asked_and_its_end_takes_it_away()
    {
        Assert.Equal(HttpStatusCode.NoContent, (await node.Get("/dicom-web/workitems")).StatusCode);
        await node.Tell(Step("submitted", open: true));
        await node.Tell(new CaseAccessChanged("case-1", "p01", ["inst-b", "inst-a"], ["1.2.3"], Open: true));
        var item = (await Json(await node.Get("/dicom-web/workitems?ProcedureStepState=SCHEDULED")))[0];
        Assert.Equal("HIGH", item.GetProperty("00741200").GetProperty("Value")[0].GetString());
        Assert.Equal("1.2.3", item.GetProperty("00404021").GetProperty("Value")[0].GetProperty("0020000D").GetProperty("Value")[0].GetString());
        string uid = item.GetProperty("00080018").GetProperty("Value")[0].GetString()!;
        Assert.Equal(HttpStatusCode.OK, (await node.Get($"/dicom-web/workitems/{uid}")).StatusCode);
        Assert.Equal(HttpStatusCode.NotFound, (await node.Get($"/dicom-web/workitems/{uid}", institution: "inst-b")).StatusCode);
        await node.Tell(Step("assigned", open: true));
        Assert.Equal("IN PROGRESS", (await Json(await node.Get($"/dicom-web/workitems/{uid}")))[0].GetProperty("00741000").GetProperty("Value")[0].GetString());
        await node.Tell(Step("closed", open: false));
        Assert.Equal(HttpStatusCode.NotFound, (await node.Get($"/dicom-web/workitems/{uid}")).StatusCode);
    }

    private static CaseStep Step(string state, bool open) => new("consultation", "case-1", state, DateTimeOffset.UnixEpoch, "inst-b",
        new CaseFacts("H20261122-0001", "imaging", Urgency.Emergency, state, open, "p01", "inst-b", "inst-a", null, null, null));

    private static async Task<JsonElement> Json(HttpResponseMessage response) => JsonDocument.Parse(await response.Content.ReadAsStringAsync()).RootElement;

    /// <summary>A node to which a case can be told.</summary>
    private sealed class CaseNode : WebNode
    {
        private readonly Told told = new();
        private long version;

        internal override void AddPolicy(IServiceCollection services)
        {
            base.AddPolicy(services);
            services.AddSingleton<IProjection>(told);
        }

        public async Task Tell(object fact)
        {
            told.Next.Enqueue(fact);
            var stream = new StreamId("case", "1");
            await Services.GetRequiredService<IEventLog>().Append(new Append(stream, version++, new CommandContext(Guid.NewGuid().ToString("N"), null, Actor.Clock, DateTimeOffset.UnixEpoch),
                [new EventData("test.told", "{}"u8.ToArray())], [], []), default);
            await Engine.WaitFor(stream, version, default);
        }
    }

    private sealed class Told : IProjection
    {
        public ConcurrentQueue<object> Next { get; } = [];

        public string Name => "told";

        public int Version => 1;

        public void CreateTables(SqliteConnection db) { }

        public void Apply(Projecting projecting, StoredAppend append)
        {
            if (append.Stream.Category == "case" && Next.TryDequeue(out var fact)) projecting.Publish(fact);
        }
    }
}
