using Telemed.Cases.Timing;
using Telemed.Silos.Routing;

namespace Telemed.Silos.Grains;

/// <summary>The service of clocks asks the case itself. It is the second look: a case whose silo died between a step and its reminder is found here. What has clocks and no grain rings in this process.</summary>
internal sealed class GrainClocks(IGrainFactory grains, CaseClocks here) : ICaseClocks
{
    public async Task<ClocksRung> Ring(string category, string id, CancellationToken cancellationToken)
    {
        if (!CaseGrains.Has(category)) return await here.Ring(category, id, cancellationToken);
        var rung = await grains.Case(category, id).Ring(cancellationToken);
        return new(rung.Version, rung.Next);
    }
}
