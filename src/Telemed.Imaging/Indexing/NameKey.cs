namespace Telemed.Imaging.Indexing;

/// <summary>The form in which names are compared: upper case, groups and components separated by single spaces (PS3.4 §C.2.2.2.1 leaves case to the server).</summary>
internal static class NameKey
{
    public static string? Of(string? name) => name is null ? null
        : string.Join(' ', name.ToUpperInvariant().Split(['^', '=', ' '], StringSplitOptions.RemoveEmptyEntries));
}
