using Telemed.Contracts;

namespace Telemed.Imaging.Opening;

/// <summary>What lists and queries may show, decided by the same rule as each study.</summary>
public interface IStudyScopes
{
    /// <summary>All that the caller may see now.</summary>
    StudyScope ScopeOf(Caller caller);
}
