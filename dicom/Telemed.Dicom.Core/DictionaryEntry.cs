namespace Telemed.Dicom.Core;

/// <summary>One line of the element registry (PS3.6).</summary>
/// <param name="Tag">The element; of the first group where groups repeat.</param>
/// <param name="Vr">Its representation, OW where the registry allows OB or OW, US where it allows US or SS.</param>
/// <param name="Keyword">Its name without spaces.</param>
/// <param name="FollowsPixelSign">True where the registry says US or SS, decided by Pixel Representation.</param>
public readonly record struct DictionaryEntry(Tag Tag, Vr Vr, string Keyword, bool FollowsPixelSign);
