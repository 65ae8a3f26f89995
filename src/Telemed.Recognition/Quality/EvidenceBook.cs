using Telemed.Contracts;
using Telemed.ReadModel;
using Telemed.Recognition.Keeping;

namespace Telemed.Recognition.Quality;

/// <summary>The evidence of the read model, in memory; and the marks that follow from it.</summary>
internal sealed class EvidenceBook : IMarks
{
    /// <summary>Table of evidence.</summary>
    public const string Table = "recognition_evidence";

    private readonly Replica<EvidenceRow> replica;

    public EvidenceBook(ProjectionEngine readModel)
    {
        replica = new(readModel, Table, (id, row) => Index.Set(id, row.Evidence), Index.Clear);
    }

    public EvidenceIndex Index { get; } = new();

    /// <summary>Reads what has changed.</summary>
    public void Refresh() => replica.Refresh();

    public string? Of(string institutionId, string itemCode, DateOnly day)
    {
        Refresh();
        return Index.Mark(institutionId, itemCode, day);
    }
}
