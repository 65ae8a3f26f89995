using Telemed.Contracts;

namespace Telemed.Imaging.Opening;

/// <summary>What lists may show, decided by the same rule as each study.</summary>
public interface IStudyScope
{
    /// <summary>Studies that live cases open to the caller, beside those of the caller's own institution.</summary>
    ValueTask<IReadOnlyList<string>> OpenedByCases(Caller caller, CancellationToken cancellationToken);
}
