namespace Telemed.Dicom.Dimse;

/// <summary>Wild card matching (PS3.4 §C.2.2.2.4): <c>*</c> stands for any characters, also none, <c>?</c> for one.</summary>
public static class Wildcards
{
    /// <summary>The key has a wild card.</summary>
    public static bool Has(string key) => key.AsSpan().ContainsAny('*', '?');

    /// <summary>Case counts. Takes time in proportion to the product of the lengths at worst.</summary>
    public static bool Matches(ReadOnlySpan<char> key, ReadOnlySpan<char> value)
    {
        int k = 0, v = 0, star = -1, retry = 0;
        while (v < value.Length)
        {
            if (k < key.Length && key[k] == '*') (star, retry) = (k++, v);
            else if (k < key.Length && (key[k] == '?' || key[k] == value[v])) (k, v) = (k + 1, v + 1);
            else if (star >= 0) (k, v) = (star + 1, ++retry);
            else return false;
        }
        while (k < key.Length && key[k] == '*') k++;
        return k == key.Length;
    }
}
