using Telemed.Dicom.Core;

namespace Telemed.Dicom.Dimse;

/// <summary>Keeps performed procedure steps, each institution's apart from those of others.</summary>
public interface IPerformedSteps
{
    /// <summary>Null when the institution has none of that UID.</summary>
    ValueTask<DataSet?> Find(string? institutionId, string instanceUid, CancellationToken cancellationToken);

    /// <summary>Keeps a step, new or changed; durable when this completes.</summary>
    ValueTask Keep(string? institutionId, string instanceUid, DataSet step, CancellationToken cancellationToken);
}
