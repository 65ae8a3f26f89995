using System.Collections.Concurrent;
using Microsoft.Data.Sqlite;
using Telemed.Contracts;
using Telemed.Dicom.Core;
using Telemed.Dicom.Dimse;
using Telemed.Imaging.Exchanging;
using Telemed.Imaging.Ordering;
using Telemed.Imaging.Storing;
using Telemed.Imaging.Studies;
using Telemed.Kernel;
using Telemed.ReadModel;
using Telemed.Storage.Sqlite;

namespace Telemed.Imaging.Tests;

public sealed class WorklistOrdersTests : IAsyncLifetime
{
    private readonly string folder = WorkFolder();
    private readonly Steps steps = new();
    private SqliteEventLog log = null!;
    private ProjectionEngine engine = null!;
    private WorklistOrders orders = null!;
    private long version;

    public async ValueTask InitializeAsync()
    {
        log = SqliteEventLog.Open(Path.Combine(folder, "events.db"));
        engine = new ProjectionEngine(Path.Combine(folder, "read.db"), log, [steps, new OpenOrders()], TimeProvider.System);
        await engine.StartAsync(default);
        orders = new WorklistOrders(engine, new OnePatient());
    }

    public async ValueTask DisposeAsync()
    {
        await engine.DisposeAsync();
        await log.DisposeAsync();
        Directory.Delete(folder, recursive: true);
    }

    [Fact]
    public async Task An_open_imaging_consultation_is_an_order_of_the_asking_institution_until_it_ends()
    {
        await Take("consultation", "imaging", "submitted", open: true);
        var order = Assert.Single(await Of("township"));
        Assert.Equal(("CO-1", "patient", "王小东", "M", "HIGH"), (order.AccessionNumber, order.PatientId, order.PatientName, order.Sex, order.Priority));
        Assert.Equal(new DateTime(2026, 8, 1, 9, 0, 0), order.Start);   // local time of the region
        Assert.True(Uid.IsValid(order.StudyInstanceUid));
        Assert.Empty(await Of("city"));
        Assert.Empty(await Of(null));
        await Take("consultation", "imaging", "closed", open: false);
        Assert.Empty(await Of("township"));
    }

    [Fact]
    public async Task Drafts_and_consultations_without_pictures_are_no_orders()
    {
        await Take("consultation", "imaging", "draft", open: true);
        Assert.Empty(await Of("township"));
        await Take("consultation", "clinical", "submitted", open: true);
        Assert.Empty(await Of("township"));
    }

    [Fact]
    public async Task A_referral_is_an_order_at_both_ends()
    {
        await Take("referral", "up", "accepted", open: true);
        Assert.Equal(Assert.Single(await Of("township")).StudyInstanceUid, Assert.Single(await Of("city")).StudyInstanceUid);
    }

    [Theory]
    [InlineData("COMPLETED", false)]
    [InlineData("DISCONTINUED", false)]
    [InlineData("IN PROGRESS", true)]
    public async Task A_step_that_is_over_takes_its_order_off_the_list_of_who_performed_it(string status, bool stays)
    {
        await Take("referral", "up", "accepted", open: true);
        string study = Assert.Single(await Of("city")).StudyInstanceUid;
        var step = new DataSet().AddAscii(Tag.From(0x0040_0252), Vr.CS, status)
            .Add(Element.Sequence(Tag.From(0x0040_0270), [new DataSet().AddAscii(Tags.StudyInstanceUid, Vr.UI, study)]));
        using (var folders = new ObjectFolders(folder))
        {
            var kept = new PerformedSteps(folders, new EmbeddedCaseOwner(log, alone: true), TimeProvider.System);
            await kept.Keep("city", "2.25.1", step, default);
            await kept.Keep("city", "2.25.1", step, default);   // told again
        }
        if (!stays) await engine.WaitFor(new StreamId(StudyRules.Category, study), 1, default);
        Assert.Equal(stays, (await Of("city")).Count == 1);
        Assert.Single(await Of("township"));
        await Take("referral", "up", "arrived", open: true);
        Assert.Equal(stays, (await Of("city")).Count == 1);
    }

    private ValueTask<IReadOnlyList<WorklistOrder>> Of(string? institution) => orders.Open(new("MODALITY", institution), default);

    private async Task Take(string category, string kind, string state, bool open)
    {
        steps.Next.Enqueue(new CaseStep(category, "case-1", state, new(2026, 8, 1, 1, 0, 0, TimeSpan.Zero), null,
            new("CO-1", kind, Urgency.Urgent, state, open, "patient", "township", "city", "放射科", null, null)));
        var stream = new StreamId("consultation", "case-1");
        await log.Append(new Append(stream, version++, new CommandContext(Guid.NewGuid().ToString("N"), null, Actor.Clock, DateTimeOffset.UnixEpoch),
            [new EventData("test.changed", "{}"u8.ToArray())], [], []), default);
        await engine.WaitFor(stream, version, default);
    }

    private static string WorkFolder() => Directory.CreateTempSubdirectory("telemed-imaging-").FullName;

    private sealed class OnePatient : IPatients
    {
        private static readonly PatientSummary Wang = new("patient", "王小东", Sex.Male, new(1980, 1, 2), "id", "***", true, false);

        public ValueTask<PatientSummary?> Find(string patientId, CancellationToken cancellationToken) => new(Wang);

        public ValueTask<IReadOnlyDictionary<string, PatientSummary>> Find(IReadOnlyCollection<string> patientIds, CancellationToken cancellationToken) =>
            new(new Dictionary<string, PatientSummary> { [Wang.Id] = Wang });
    }

    private sealed class Steps : IProjection
    {
        public ConcurrentQueue<CaseStep> Next { get; } = [];

        public string Name => "case-steps";

        public int Version => 1;

        public void CreateTables(SqliteConnection db) { }

        public void Apply(Projecting projecting, StoredAppend append)
        {
            if (Next.TryDequeue(out var step)) projecting.Publish(step);
        }
    }
}
