using Microsoft.Data.Sqlite;
using Telemed.Contracts;
using Telemed.Kernel;
using Telemed.ReadModel;

namespace Telemed.Capacity.Tests;

/// <summary>What a context with cases publishes, stored as it is.</summary>
internal abstract record TellingEvent
{
    private TellingEvent() { }

    public sealed record Work(CaseWork Told) : TellingEvent;
    public sealed record Step(CaseStep Told) : TellingEvent;
}

/// <summary>Tells capacity who owes what and what happened, as the consultations do.</summary>
internal sealed class TellingProjection : IProjection
{
    private static readonly Aggregate<string, TellingEvent, BookingRefusal> Aggregate = new("telling", "", (state, _) => state, new("telling"));

    public string Name => "tellings";

    public int Version => 1;

    public void CreateTables(SqliteConnection db) { }

    public void Apply(Projecting projecting, StoredAppend append)
    {
        if (append.Stream.Category != Aggregate.Category) return;
        foreach (var fact in projecting.Facts(append, Aggregate.Format))
            projecting.Publish(fact is TellingEvent.Work work ? work.Told : ((TellingEvent.Step)fact).Told);
    }

    /// <summary>Calls are told to the case's own projection; here they are kept to be looked at.</summary>
    public void Apply(Projecting projecting, object fact)
    {
        if (fact is DutyCalled call) projecting.Ring("called", "called", default, call);
    }

    public static async Task Tell(Hospital hospital, string caseId, TellingEvent fact, DateTimeOffset at)
    {
        var outcome = await hospital.Owner.Transact(
            Aggregate, caseId, null, new(Guid.CreateVersion7().ToString("N"), null, new("test"), at), _ => fact, default);
        await hospital.ReadModel.WaitFor(new(Aggregate.Category, caseId), Assert.IsType<Outcome<string, BookingRefusal>.Done>(outcome).Version, default);
    }
}
