using Orleans.Runtime;

namespace Telemed.Silos.Routing;

/// <summary>Grains by the category of a stream. Type names are given, so that a call need not ask reflection for them.</summary>
internal static class CaseGrains
{
    private static readonly Dictionary<string, (GrainType Type, GrainInterfaceType Interface)> Kinds =
        new[] { "consultation", "referral", "recognition" }.ToDictionary(name => name, name => (GrainType.Create(name), GrainInterfaceType.Create($"telemed.{name}")));

    public static bool Has(string category) => Kinds.ContainsKey(category);

    /// <exception cref="KeyNotFoundException">Cases of this category have no grain.</exception>
    public static ICaseGrain Case(this IGrainFactory grains, string category, string id)
    {
        var (type, face) = Kinds[category];
        return (ICaseGrain)grains.GetGrain(GrainId.Create(type, IdSpan.Create(id)), face);
    }
}
