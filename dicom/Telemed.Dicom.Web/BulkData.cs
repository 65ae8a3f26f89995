using System.Globalization;
using Telemed.Dicom.Core;

namespace Telemed.Dicom.Web;

/// <summary>Finds the value that a bulk data path of <see cref="DicomJson"/> names.</summary>
public static class BulkData
{
    /// <summary>Follows <c>sequence/item number from 1/…/tag</c>; null when the data set has nothing there.</summary>
    public static Element? Find(DataSet set, ReadOnlySpan<char> path)
    {
        while (true)
        {
            int slash = path.IndexOf('/');
            var name = slash < 0 ? path : path[..slash];
            if (name.Length != 8 || !Tag.TryParse(name, out var tag) || set.Find(tag) is not { } element) return null;
            if (slash < 0) return element;
            path = path[(slash + 1)..];
            slash = path.IndexOf('/');
            if (slash < 0 || element.Items is not { } items
                || !int.TryParse(path[..slash], NumberStyles.None, CultureInfo.InvariantCulture, out int number)
                || number < 1 || number > items.Count) return null;
            set = items[number - 1];
            path = path[(slash + 1)..];
        }
    }
}
