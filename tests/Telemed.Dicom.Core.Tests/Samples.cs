namespace Telemed.Dicom.Tests;

/// <summary>The kept sample objects, and a larger collection where there is one.</summary>
internal static class Samples
{
    private static readonly string Folder = Path.Combine(Root(), "tests", "fixtures", "dicom");

    public static byte[] Read(string name) => File.ReadAllBytes(PathOf(name));

    public static string PathOf(string name) => Path.Combine(Folder, name);

    public static TheoryData<string> Kept() => new(Files(Folder).Select(path => Path.GetRelativePath(Folder, path)));

    /// <summary>Kept files and the collection named by TELEMED_DICOM_SAMPLES or lying beside the repository.</summary>
    public static TheoryData<string> All()
    {
        string beside = Environment.GetEnvironmentVariable("TELEMED_DICOM_SAMPLES") ?? Path.Combine(Root(), "..", "shared", "data", "dicom");
        var more = Directory.Exists(beside) ? Files(beside).Select(path => Path.GetRelativePath(Folder, path)) : [];
        return new(Files(Folder).Select(path => Path.GetRelativePath(Folder, path)).Concat(more));
    }

    private static IEnumerable<string> Files(string folder) => Directory.EnumerateFiles(folder, "*", SearchOption.AllDirectories)
        .Where(path => !path.EndsWith(".md", StringComparison.Ordinal) && !path.EndsWith(".txt", StringComparison.Ordinal)).Order(StringComparer.Ordinal);

    private static string Root()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(folder.FullName, "Telemed.sln")))
            folder = folder.Parent ?? throw new InvalidOperationException("The tests run outside the repository.");
        return folder.FullName;
    }
}
