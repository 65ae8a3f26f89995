namespace Telemed.Imaging.Querying;

/// <summary>How a key is matched (PS3.4 §C.2.2.2).</summary>
internal enum MatchKind
{
    /// <summary>Equal, or with wildcards.</summary>
    Text,
    /// <summary>A person's name: case does not count, any of its groups may match.</summary>
    Name,
    /// <summary>The patient's name, found through its own table and by pinyin.</summary>
    PatientName,
    /// <summary>A day or a range of days.</summary>
    Date,
    /// <summary>A time of day or a range.</summary>
    Time,
    /// <summary>One of several identifiers.</summary>
    Uid,
    /// <summary>A whole number.</summary>
    Number,
    /// <summary>One value of several, kept with backslashes between and around them.</summary>
    List,
}
