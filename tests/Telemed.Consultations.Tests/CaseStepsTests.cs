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

    private async Task<List<CaseStep>> Told()
    {
        var told = new Listener();
        await using var engine = new ProjectionEngine(Path.Combine(folder.Path, "told.db"), desk.Log, [new CaseTables(), new ConsultationProjection(), told], TimeProvider.System);
        await engine.StartAsync(default);
        await engine.CaughtUp;
        return told.Steps;
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
