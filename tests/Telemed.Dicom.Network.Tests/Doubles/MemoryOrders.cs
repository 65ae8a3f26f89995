using Telemed.Dicom.Dimse;

namespace Telemed.Dicom.Network.Tests;

/// <summary>Orders of institutions, in memory.</summary>
internal sealed class MemoryOrders : IWorklistOrders
{
    public List<(string Institution, WorklistOrder Order)> All { get; } = [];

    public ValueTask<IReadOnlyList<WorklistOrder>> Open(Asker asker, CancellationToken cancellationToken) =>
        new([.. All.Where(o => o.Institution == asker.InstitutionId).Select(o => o.Order)]);
}
