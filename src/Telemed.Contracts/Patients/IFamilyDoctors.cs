namespace Telemed.Contracts;

/// <summary>Contracts with family doctors (家庭医生签约) as other contexts see them.</summary>
public interface IFamilyDoctors
{
    /// <summary>The practitioner under contract on that day; null when there is none.</summary>
    ValueTask<string?> Of(string patientId, DateOnly day, CancellationToken cancellationToken);
}
