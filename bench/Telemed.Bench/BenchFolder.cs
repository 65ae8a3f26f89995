namespace Telemed.Bench;

/// <summary>A folder of one measurement, gone after it.</summary>
internal sealed class BenchFolder : IDisposable
{
    private readonly string root = System.IO.Directory.CreateTempSubdirectory("telemed-bench-").FullName;

    public string this[string file] => Path.Combine(root, file);

    public void Dispose() => System.IO.Directory.Delete(root, recursive: true);
}
