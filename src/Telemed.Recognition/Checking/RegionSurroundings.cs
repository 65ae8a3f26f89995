using Telemed.Contracts;
using Telemed.Recognition.Deciding;
using Telemed.Recognition.Quality;

namespace Telemed.Recognition.Checking;

/// <summary>What surrounds the results of one check, from the directory and the evidence; each institution is looked up once.</summary>
internal sealed class RegionSurroundings(Institution orderer, DateOnly today, IDirectory directory, EvidenceIndex evidence) : ISurroundings
{
    private readonly Dictionary<string, Maker?> makers = [];

    public Maker? Maker(string institutionId)
    {
        if (!makers.TryGetValue(institutionId, out var maker)) makers.Add(institutionId, maker = Find(institutionId));
        return maker;
    }

    public Deciding.Quality Quality(PriorResult result) =>
        result.ItemCode is { } item ? evidence.On(result.InstitutionId, item, ChinaTime.Day(result.PerformedAt), result.DeviceClass, orderer.AreaCode) : default;

    private Maker? Find(string id) => directory.Institution(id) is { } institution
        ? new(id, institution.Tier, institution.Ownership != Ownership.ThirdParty, id != orderer.Id && directory.InSameAlliance(orderer.Id, id, today))
        : null;
}
