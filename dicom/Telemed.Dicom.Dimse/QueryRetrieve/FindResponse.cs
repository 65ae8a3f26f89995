using Telemed.Dicom.Core;
using Telemed.Dicom.Encoding;

namespace Telemed.Dicom.Dimse;

/// <summary>Makes the identifier of a C-FIND response: what was asked for and is there, in the character set of the question (PS3.4 §C.4.1.1.3.2).</summary>
internal static class FindResponse
{
    public static DataSet Of(DataSet keys, DataSet match, IReadOnlyList<string> characterSet, Action<DataSet>? complete = null)
    {
        var chosen = Choose(keys, match);
        complete?.Invoke(chosen);
        if (match.Find(Tags.SpecificCharacterSet) is { } declared) chosen.Add(declared);
        return TextEncoding.Recode(chosen, characterSet);
    }

    private static DataSet Choose(DataSet keys, DataSet match)
    {
        var chosen = new DataSet();
        foreach (var key in keys)
        {
            if (key.Tag == Tags.SpecificCharacterSet || match.Find(key.Tag) is not { } value) continue;
            chosen.Add(key.Items is [{ Count: > 0 } wanted, ..] && value.Items is { } items
                ? Element.Sequence(key.Tag, [.. items.Select(item => Choose(wanted, item))])
                : value);
        }
        return chosen;
    }
}
