using System.Text.Json;
using Microsoft.Data.Sqlite;
using Telemed.Contracts;
using Telemed.Kernel;
using Telemed.ReadModel;

namespace Telemed.Indicators.Tests;

/// <summary>Stands in for the contexts with cases: an append of steps is told as those contexts would tell it.</summary>
internal sealed class StepSource : IProjection
{
    public const string EventType = "story.told";

    public string Name => "story";

    public int Version => 1;

    public void CreateTables(SqliteConnection db) { }

    public void Apply(Projecting projecting, StoredAppend append)
    {
        if (append.Stream.Category != "story") return;
        foreach (var step in Read(append)) projecting.Publish(step);
    }

    public static IEnumerable<CaseStep> Read(StoredAppend append) => append.Events.Select(e => JsonSerializer.Deserialize<CaseStep>(e.Json.Span, StoredJson.Options)!);

    public static Append Append(string caseId, long version, IReadOnlyList<CaseStep> steps) => new(
        new("story", caseId), version, new($"{caseId}-{version}", null, Actor.Clock, steps[^1].At),
        [.. steps.Select(s => new EventData(EventType, JsonSerializer.SerializeToUtf8Bytes(s, StoredJson.Options)))], [], []);
}
