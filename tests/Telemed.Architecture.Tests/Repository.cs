using System.Reflection;
using System.Runtime.CompilerServices;

namespace Telemed.Architecture.Tests;

/// <summary>The source tree and the assemblies built from it. Projects are discovered, never listed.</summary>
internal static class Repository
{
    private static readonly string[] NotContexts = ["Telemed.Kernel", "Telemed.Contracts", "Telemed.ReadModel", "Telemed.Cases", "Telemed.Web"];

    public static string Root { get; } = Find();

    public static IReadOnlyList<string> Projects { get; } =
        [.. Files("src", "*.csproj").Concat(Files("dicom", "*.csproj"))];

    /// <summary>Bounded contexts: everything under src/ that is neither below them, nor an adapter, nor the host.</summary>
    public static IReadOnlyList<string> Contexts { get; } =
        [.. Files("src", "*.csproj").Select(p => Path.GetFileNameWithoutExtension(p)!)
            .Where(n => !NotContexts.Contains(n) && !n.StartsWith("Telemed.Storage.", StringComparison.Ordinal))];

    /// <summary>Assemblies of src/ that the host loads.</summary>
    public static IReadOnlyList<Assembly> Assemblies { get; } =
        [.. Files("src", "*.csproj").Select(p => Assembly.Load(Path.GetFileNameWithoutExtension(p)!))];

    public static IEnumerable<string> Files(string folder, string pattern) =>
        System.IO.Directory.EnumerateFiles(Path.Combine(Root, folder), pattern, SearchOption.AllDirectories)
            .Where(f => !f.Contains("/node_modules/", StringComparison.Ordinal) && !f.Contains("/wwwroot/", StringComparison.Ordinal)
                && !f.Contains("/obj/", StringComparison.Ordinal) && !f.Contains("/bin/", StringComparison.Ordinal));

    private static string Find([CallerFilePath] string here = "")
    {
        var folder = Path.GetDirectoryName(here)!;
        while (!File.Exists(Path.Combine(folder, "Telemed.sln"))) folder = Path.GetDirectoryName(folder)!;
        return folder;
    }
}
