namespace Telemed.Recognition.Measuring;

/// <summary>The figures of one row. Rates are 0 to 100, null without a denominator; fees in yuan.</summary>
/// <param name="RecognitionRate">Accepted results per results that visiting patients already had, items of the catalogue (互认率).</param>
public sealed record Figures(
    long Prompted, long Opened, long Accepted, long Declined, long Deferred, long Revoked, long Repeated, long SameResult, long HadResults,
    double? RecognitionRate, double? OpenRate, decimal FeesSavedDirect, decimal FeesSavedPotential)
{
    public static Figures Of(IReadOnlyDictionary<Measure, long> counts)
    {
        long N(Measure measure) => counts.GetValueOrDefault(measure);
        return new(
            N(Measure.Prompted), N(Measure.Opened), N(Measure.Accepted), N(Measure.Declined), N(Measure.Deferred), N(Measure.Revoked), N(Measure.Repeated), N(Measure.SameResult),
            N(Measure.HadResults), Rate(N(Measure.Accepted), N(Measure.HadResults)), Rate(N(Measure.Opened), N(Measure.Prompted)),
            N(Measure.SavedDirect) / 100m, N(Measure.SavedPotential) / 100m);
    }

    private static double? Rate(long part, long whole) => whole == 0 ? null : 100d * part / whole;
}

/// <summary>One row of a breakdown.</summary>
public sealed record FigureRow(
    string Key, string Name, long Prompted, long Opened, long Accepted, long Declined, long Deferred, long Revoked, long Repeated, long SameResult, long HadResults,
    double? RecognitionRate, double? OpenRate, decimal FeesSavedDirect, decimal FeesSavedPotential)
{
    public static FigureRow Of(string key, string name, Figures f) => new(
        key, name, f.Prompted, f.Opened, f.Accepted, f.Declined, f.Deferred, f.Revoked, f.Repeated, f.SameResult, f.HadResults, f.RecognitionRate, f.OpenRate, f.FeesSavedDirect,
        f.FeesSavedPotential);
}

/// <param name="AsOf">Everything that was stored until then is counted.</param>
/// <param name="AgeSeconds">How old the figures were when they were read.</param>
public sealed record MeasuresView(DateTimeOffset AsOf, double AgeSeconds, Figures Total, IReadOnlyList<FigureRow> Rows);
