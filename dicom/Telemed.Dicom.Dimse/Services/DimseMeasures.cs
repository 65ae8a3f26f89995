using System.Diagnostics.Metrics;

namespace Telemed.Dicom.Dimse;

/// <summary>Measures of the node, under the meter <see cref="Name"/>.</summary>
public static class DimseMeasures
{
    /// <summary>Name of the meter.</summary>
    public const string Name = "Telemed.Dicom";

    private static readonly Meter Meter = new(Name);

    internal static UpDownCounter<int> Associations { get; } = Meter.CreateUpDownCounter<int>("telemed.dicom.associations", "{association}", "Associations that are open");

    internal static Counter<long> Objects { get; } = Meter.CreateCounter<long>("telemed.dicom.objects", "{object}", "Objects received by C-STORE, by status");

    internal static Counter<long> Bytes { get; } = Meter.CreateCounter<long>("telemed.dicom.received", "By", "Bytes of data sets received");
}
