namespace Telemed.Contracts;

/// <summary>An alliance (医联体) as those see it who compare.</summary>
/// <param name="LeadId">Its lead hospital (牵头医院).</param>
public sealed record AllianceSummary(string Id, string Name, string LeadId);

/// <summary>The alliances of the directory; in memory on every node.</summary>
public interface IAlliances
{
    /// <summary>The alliance an institution belonged to on that day, the first by id when there were several; null when it belonged to none.</summary>
    AllianceSummary? Of(string institutionId, DateOnly on);
}
