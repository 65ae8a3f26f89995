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

/// <summary>A folder that goes with the test.</summary>
internal sealed class Folder : IDisposable
{
    public string Path { get; } = Directory.CreateTempSubdirectory("telemed-recognition-").FullName;

    public void Dispose() => Directory.Delete(Path, recursive: true);
}

/// <summary>One desk for all tests of a class; each test brings its own patients.</summary>
public sealed class SharedDesk : IAsyncLifetime
{
    private readonly Folder folder = new();

    internal Desk Desk { get; private set; } = null!;

    public async ValueTask InitializeAsync() => Desk = await Desk.Open(folder.Path);

    public async ValueTask DisposeAsync()
    {
        await Desk.DisposeAsync();
        folder.Dispose();
    }
}
