using Telemed.Contracts;
using Telemed.Kernel;
using Telemed.ReadModel;

namespace Telemed.Recognition.Tests;

/// <summary>What the projection of checks tells the others.</summary>
internal sealed class Heard : IProjection
{
    private readonly List<object> facts = [];

    public string Name => "heard";

    public int Version => 1;

    public IReadOnlyList<RecognitionStep> Steps => Of<RecognitionStep>();

    public IReadOnlyList<T> Of<T>()
    {
        lock (facts) return [.. facts.OfType<T>()];
    }

    public void CreateTables(Microsoft.Data.Sqlite.SqliteConnection db)
    {
        lock (facts) facts.Clear();
    }

    public void Apply(Projecting projecting, StoredAppend append) { }

    public void Apply(Projecting projecting, object fact)
    {
        lock (facts) facts.Add(fact);
    }
}
