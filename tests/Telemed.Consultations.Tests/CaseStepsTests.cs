using System.Text.Json.Nodes;
using Microsoft.Data.Sqlite;
using Telemed.Cases.Listing;
using Telemed.Consultations.Listing;
using Telemed.Contracts;
using Telemed.Kernel;
using Telemed.ReadModel;

namespace Telemed.Consultations.Tests;

/// <summary>What those who count are told of a consultation.</summary>
public sealed class CaseStepsTests : IAsyncLifetime
{
    private readonly Folder folder = new();
    private Desk desk = null!;

    public async ValueTask InitializeAsync() => desk = await Desk.Open(folder.Path);

    public async ValueTask DisposeAsync()
    {
        await desk.DisposeAsync();
        folder.Dispose();
    }

    [Fact]
    public async Task Every_stored_fact_is_told_once_and_in_order()
    {
        var id = await desk.File(patient: "patient");
        await desk.Do("office", $"/consultations/{id}/actions/decline", new { reasonCode = "noCapacity" });
        await desk.File();
        var steps = await Told();
        var stored = new List<string>();
        await foreach (var append in desk.Log.ReadStream(new("consultation", id), 0, default)) stored.AddRange(append.Events.Select(e => e.Type));
        Assert.Equal(stored, steps.Where(s => s.CaseId == id).Select(s => $"{s.Category}.{s.Step}"));
        var submitted = steps.First(s => s.Step == "submitted");
        Assert.Equal(("township", "clinical", Urgency.Routine, "submitted", true), (submitted.By, submitted.Case.Kind, submitted.Case.Urgency, submitted.Case.State, submitted.Case.Open));
        Assert.Equal(("patient", "township", "city", "神经内科"), (submitted.Case.PatientId, submitted.Case.FromId, submitted.Case.ToId, submitted.Case.Department));
        Assert.Equal(World.Township.AreaCode, submitted.Case.FromArea);
        Assert.Equal(World.Ten, submitted.At);
        Assert.Null(steps[0].Case.ToId);
        Assert.Contains(steps, s => s is { Step: "declined", Detail: "noCapacity", Case.Open: false });
        Assert.Contains(steps, s => s is { Step: "clockStarted", Detail: "answer", Due: { } due } && due > World.Ten);
        Assert.Equal([("answer", true), ("expiry", true), ("report", false)], steps.Where(s => s.Step == "clockStopped" && s.CaseId == id).Select(s => (s.Detail, s.Met)));   // no report will come: its clock was not met
    }

    [Fact]
    public async Task An_emergency_is_one_notice_for_the_house_and_for_whoever_is_called()
    {
        await desk.File("ecg", urgency: "emergency");
        await desk.File();   // nobody is called
        await using var engine = await Engine(new Duty());
        Assert.Equal(
            [("submitted", "emergency", "d1,d2"), ("submitted", "routine", "")],
            engine.Replay("inbox:city", 0, 100).Select(r => (r.Type, JsonNode.Parse(r.DataJson)!)).Select(r =>
                (r.Type, (string)r.Item2["urgency"]!, string.Join(',', r.Item2["called"]?.AsArray().Select(p => (string)p!) ?? []))));
    }

    private async Task<List<CaseStep>> Told()
    {
        var told = new Listener();
        await using var engine = await Engine(told);
        return told.Steps;
    }

    private async Task<ProjectionEngine> Engine(IProjection neighbour)
    {
        var engine = new ProjectionEngine(Path.Combine(folder.Path, "told.db"), desk.Log, [new CaseTables(), new ConsultationProjection(), neighbour], TimeProvider.System);
        await engine.StartAsync(default);
        await engine.CaughtUp;
        return engine;
    }

    /// <summary>Two are on duty for every emergency.</summary>
    private sealed class Duty : IProjection
    {
        public string Name => "duty";

        public int Version => 1;

        public void CreateTables(SqliteConnection db) { }

        public void Apply(Projecting projecting, StoredAppend append) { }

        public void Apply(Projecting projecting, object fact)
        {
            if (fact is CaseStep { Step: "submitted", Case.Urgency: Urgency.Emergency } step) projecting.Publish(new DutyCalled(step.CaseId, ["d1", "d2"]));
        }
    }

    private sealed class Listener : IProjection
    {
        public List<CaseStep> Steps { get; } = [];

        public string Name => "listener";

        public int Version => 1;

        public void CreateTables(SqliteConnection db) { }

        public void Apply(Projecting projecting, StoredAppend append) { }

        public void Apply(Projecting projecting, object fact)
        {
            if (fact is CaseStep step) Steps.Add(step);
        }
    }
}
