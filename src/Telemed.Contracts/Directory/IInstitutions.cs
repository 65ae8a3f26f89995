namespace Telemed.Contracts;

/// <summary>The institutions of the directory, for those who choose among them; in memory on every node.</summary>
public interface IInstitutions
{
    /// <summary>All that take part or once did, in no order.</summary>
    IEnumerable<Institution> All { get; }
}
