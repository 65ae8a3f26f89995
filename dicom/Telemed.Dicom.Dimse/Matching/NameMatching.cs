namespace Telemed.Dicom.Dimse;

/// <summary>Names of persons (PS3.4 §C.2.2.2.1 leaves case and the treatment of components to the server).</summary>
/// <remarks>Case does not count; the key is held against each group of the name — letters, characters, sounds — and components that it leaves out at the end do not count.</remarks>
public static class NameMatching
{
    /// <summary>The name answers to the key.</summary>
    public static bool Matches(string key, string name)
    {
        var wanted = key.Split('=').Select(Normal).Where(g => g.Length > 0).ToArray();
        var groups = name.Split('=').Select(Normal).Where(g => g.Length > 0).ToArray();
        return wanted.All(w => groups.Any(g => Wildcards.Matches(w, g) || !Wildcards.Has(w) && g.StartsWith(w + ' ', StringComparison.Ordinal)));
    }

    private static string Normal(string group) =>
        string.Join(' ', group.ToUpperInvariant().Split(['^', ' '], StringSplitOptions.RemoveEmptyEntries));
}
