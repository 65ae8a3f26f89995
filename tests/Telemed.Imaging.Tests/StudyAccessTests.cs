using System.Collections.Concurrent;
using Microsoft.Data.Sqlite;
using Telemed.Contracts;
using Telemed.Imaging.Opening;
using Telemed.Imaging.Studies;
using Telemed.Kernel;
using Telemed.ReadModel;
using Telemed.Storage.Sqlite;

namespace Telemed.Imaging.Tests;

public sealed class StudyAccessTests : IAsyncLifetime
{
    private const string Case = "case-1";

    private readonly string folder = Node.NewFolder();
    private readonly Relations relations = new();
    private readonly CaseDoors doors = new();
    private Node node = null!;
    private SqliteEventLog log = null!;
    private ProjectionEngine engine = null!;
    private StudyAccess access = null!;
    private long version;
    private string study = "";

    public async ValueTask InitializeAsync()
    {
        node = await Node.Start(folder);
        log = SqliteEventLog.Open(Path.Combine(folder, "events.db"));
        engine = new ProjectionEngine(Path.Combine(folder, "read.db"), log, [doors, new StudyGrants(), new StudyDoors()], TimeProvider.System);
        await engine.StartAsync(default);
        access = new StudyAccess(node.Index, engine, new CaseAccesses([relations]), TimeProvider.System);
        var sample = Sample.Read("CT_small.dcm");
        study = sample.Study;
        await node.Send(sample, institution: "township");
        await node.Indexer.WhenIndexed(default);
    }

    public async ValueTask DisposeAsync()
    {
        await engine.DisposeAsync();
        await log.DisposeAsync();
        await node.DisposeAsync();
        Directory.Delete(folder, recursive: true);
    }

    [Fact]
    public async Task The_owners_doctors_and_office_may_open_it_and_other_roles_there_may_not()
    {
        Assert.True(await May(Caller("township", Role.Physician)));
        Assert.True(await May(Caller("township", Role.Office)));
        Assert.False(await May(Caller("township", Role.Administrator)));
        Assert.False(await May(Caller("township", Role.Auditor)));
        Assert.False(await May(Caller("city", Role.Physician)));
    }

    [Fact]
    public async Task A_live_case_opens_it_to_those_it_lets_in_and_its_end_closes_it()
    {
        var specialist = Caller("city", Role.Physician);
        relations.Set("city", Relation.Invited);
        Assert.False(await May(specialist));

        await Change(new CaseAccessChanged(Case, "patient", ["township", "city"], [study], Open: true));
        Assert.True(await May(specialist));
        Assert.Equal([study], access.ScopeOf(specialist).Opened);
        Assert.False(await May(Caller("city", Role.HealthAuthority)));
        Assert.False(await May(Caller("county", Role.Physician)));
        Assert.Empty(access.ScopeOf(Caller("county", Role.Physician)).Opened);

        await Change(new CaseAccessChanged(Case, "patient", ["township", "city"], [study], Open: false));
        Assert.False(await May(specialist));
        Assert.Empty(access.ScopeOf(specialist).Opened);
    }

    [Fact]
    public async Task A_case_to_which_the_owner_is_not_joined_opens_nothing()
    {
        relations.Set("county", Relation.Inviting);
        await Change(new CaseAccessChanged(Case, "patient", ["county", "city"], [study], Open: true));
        Assert.False(await May(Caller("county", Role.Physician)));
        Assert.Empty(access.ScopeOf(Caller("county", Role.Physician)).Opened);
    }

    [Fact]
    public async Task Who_only_made_something_that_a_case_opens_learns_nothing_of_the_rest()
    {
        relations.Set("city", Relation.Inviting);
        await Change(new CaseAccessChanged(Case, "patient", ["city"], [study], Open: true, OwnerIds: ["township", "county"]));
        Assert.True(await May(Caller("city", Role.Physician)));
        Assert.Equal([study], access.ScopeOf(Caller("city", Role.Physician)).Opened);
        Assert.Empty(access.ScopeOf(Caller("city", Role.Insurer)).Opened);
        Assert.False(await May(Caller("county", Role.Physician)));
        Assert.Empty(access.ScopeOf(Caller("county", Role.Physician)).Opened);
    }

    [Fact]
    public async Task A_case_that_names_another_study_opens_nothing()
    {
        relations.Set("city", Relation.Invited);
        await Change(new CaseAccessChanged(Case, "patient", ["township", "city"], ["1.2.3"], Open: true));
        Assert.False(await May(Caller("city", Role.Physician)));
        Assert.False(await access.MayRead(Caller("city", Role.Physician), "1.2.3", default));   // named, but not here
    }

    private ValueTask<bool> May(Caller caller) => access.MayRead(caller, study, default);

    private async Task Change(CaseAccessChanged change)
    {
        doors.Next.Enqueue(change);
        var stream = new StreamId("consultation", Case);
        await log.Append(new Append(stream, version++, new CommandContext(Guid.NewGuid().ToString("N"), null, Actor.Clock, DateTimeOffset.UnixEpoch),
            [new EventData("test.changed", "{}"u8.ToArray())], [], []), default);
        await engine.WaitFor(stream, version, default);
    }

    private static Caller Caller(string institution, Role role) => new("account", "doctor", institution, null, null, new HashSet<Role> { role });

    /// <summary>Stands where the consultations are: says how an institution is related to the case.</summary>
    private sealed class Relations : ICaseAccess
    {
        private readonly ConcurrentDictionary<string, Relation> byInstitution = [];

        public void Set(string institution, Relation relation) => byInstitution[institution] = relation;

        public ValueTask<Relation> RelationOf(Caller caller, string caseId, CancellationToken cancellationToken) =>
            ValueTask.FromResult(byInstitution.GetValueOrDefault(caller.InstitutionId ?? "", Relation.None));
    }

    /// <summary>Publishes what a case's projection would.</summary>
    private sealed class CaseDoors : IProjection
    {
        public ConcurrentQueue<CaseAccessChanged> Next { get; } = [];

        public string Name => "case-doors";

        public int Version => 1;

        public void CreateTables(SqliteConnection db) { }

        public void Apply(Projecting projecting, StoredAppend append)
        {
            if (Next.TryDequeue(out var change)) projecting.Publish(change);
        }
    }
}
