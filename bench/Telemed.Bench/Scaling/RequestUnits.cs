namespace Telemed.Bench.Scaling;

/// <summary>What Cosmos DB charges by its published table for an item: 1 KB is read for 1 unit and written for 5, 100 KB for 10 and 50; a straight line between.</summary>
/// <remarks>A model, not a measurement: a true account answers with the charge of each request.</remarks>
internal static class RequestUnits
{
    private const double Kilobyte = 1024;

    public static double Write(int bytes) => 5 + 45 * Beyond(bytes);

    /// <summary>Reading the change feed costs about what reading the items costs; each node reads them once.</summary>
    public static double Read(int bytes) => 1 + 9 * Beyond(bytes);

    private static double Beyond(int bytes) => Math.Max(0, bytes / Kilobyte - 1) / 99;
}
