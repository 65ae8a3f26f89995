namespace Telemed.Imaging.Querying;

/// <summary>What one match of a query stands for (PS3.4 §C.6.1.1).</summary>
internal enum QueryLevel
{
    /// <summary>One patient of one issuer.</summary>
    Patient,

    /// <summary>One study.</summary>
    Study,

    /// <summary>One series.</summary>
    Series,

    /// <summary>One SOP instance.</summary>
    Instance,
}
