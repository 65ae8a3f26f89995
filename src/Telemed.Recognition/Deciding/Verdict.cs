namespace Telemed.Recognition.Deciding;

/// <summary>What the rules say to one earlier result; a later one is worse.</summary>
public enum Verdict
{
    /// <summary>互认: stands in place of the order.</summary>
    Recognisable,

    /// <summary>仅供参考: worth a look; the physician decides.</summary>
    ReferenceOnly,

    /// <summary>不予互认.</summary>
    NotRecognisable,
}

/// <summary>By what an earlier result is recognised.</summary>
public enum RecognitionRelation
{
    None,

    /// <summary>同级互认; also the own institution's results.</summary>
    SameLevel,

    /// <summary>医联体内互认.</summary>
    Alliance,

    /// <summary>下级认同上级.</summary>
    HigherToLower,

    /// <summary>互认标识 (HR).</summary>
    Mark,
}
