using System.Collections.Frozen;

namespace Telemed.Dicom.Core;

/// <summary>Which SOP classes are storage classes (PS3.4 §B.5 and §GG.3).</summary>
public static class StorageClasses
{
    /// <summary>The root below which the standard registers storage classes of images, documents and other composite objects.</summary>
    public const string Root = "1.2.840.10008.5.1.4.1.1.";

    private static readonly Lazy<FrozenDictionary<string, string>> Names = new(() => DataFile.Lines("storage-classes.txt")
        .ToFrozenDictionary(line => line[..line.IndexOf(' ', StringComparison.Ordinal)], line => line[(line.IndexOf(' ', StringComparison.Ordinal) + 1)..]));

    /// <summary>Every registered storage class UID.</summary>
    public static IEnumerable<string> Registered => Names.Value.Keys;

    /// <summary>True for a registered storage class, for any UID below <see cref="Root"/> (so that a class added to the standard later is
    /// stored too), and for a UID named in <paramref name="privateClasses"/>.</summary>
    public static bool IsStorage(string uid, IReadOnlySet<string>? privateClasses = null) =>
        uid.StartsWith(Root, StringComparison.Ordinal) && Uid.IsValid(uid)
        || Names.Value.ContainsKey(uid)
        || privateClasses is not null && privateClasses.Contains(uid);

    /// <summary>The registered name, or null.</summary>
    public static string? NameOf(string uid) => Names.Value.GetValueOrDefault(uid);
}
