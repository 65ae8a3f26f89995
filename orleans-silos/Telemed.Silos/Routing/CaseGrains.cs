namespace Telemed.Silos.Routing;

/// <summary>Grains by the category of a stream.</summary>
internal static class CaseGrains
{
    private static readonly Dictionary<string, Func<IGrainFactory, string, ICaseGrain>> Kinds = new()
    {
        ["consultation"] = (grains, id) => grains.GetGrain<IConsultationGrain>(id),
        ["referral"] = (grains, id) => grains.GetGrain<IReferralGrain>(id),
        ["recognition"] = (grains, id) => grains.GetGrain<IRecognitionGrain>(id),
    };

    public static bool Has(string category) => Kinds.ContainsKey(category);

    /// <exception cref="KeyNotFoundException">Cases of this category have no grain.</exception>
    public static ICaseGrain Case(this IGrainFactory grains, string category, string id) => Kinds[category](grains, id);
}
