namespace Telemed.Recognition.Tests;

/// <summary>A desk in a folder of its own: of each test when the class is derived from this, of all tests of a class when it is their fixture; then each test brings its own patients.</summary>
public class OpenDesk : IAsyncLifetime
{
    private readonly Folder folder = new();

    internal Desk Desk { get; private set; } = null!;

    public async ValueTask InitializeAsync() => Desk = await Desk.Open(folder.Path);

    public async ValueTask DisposeAsync()
    {
        await Desk.DisposeAsync();
        folder.Dispose();
        GC.SuppressFinalize(this);
    }
}

/// <summary>A folder that goes with the test.</summary>
internal sealed class Folder : IDisposable
{
    public string Path { get; } = Directory.CreateTempSubdirectory("telemed-recognition-").FullName;

    public void Dispose() => Directory.Delete(Path, recursive: true);
}
