using System.Collections.Concurrent;
using Microsoft.Data.Sqlite;
using Telemed.Contracts;
using Telemed.Kernel;
using Telemed.ReadModel;

namespace Telemed.Recognition.Tests;

/// <summary>Tells of results that come in, as the context of results would.</summary>
internal sealed class Reporting : IProjection
{
    private static readonly ConcurrentDictionary<string, ResultReported> Next = new();

    public string Name => "reporting";

    public int Version => 1;

    public static async Task Report(Desk desk, PriorResult result, string says)
    {
        desk.Had(result);
        var stream = new StreamId("told", $"{result.Id}-{result.Version}");
        Next[stream.Id] = new(result, says);
        await desk.Log.Append(new(stream, 0, new("c", null, Actor.Clock, World.Ten), [new("told.it", "{}"u8.ToArray())], [], []), default);
        await desk.ReadModel.WaitFor(stream, 1, default);
    }

    public void CreateTables(SqliteConnection db) { }

    public void Apply(Projecting projecting, StoredAppend append)
    {
        if (append.Stream.Category == "told") projecting.Publish(Next[append.Stream.Id]);
    }
}
