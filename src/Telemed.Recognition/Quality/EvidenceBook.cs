using Telemed.Contracts;
using Telemed.ReadModel;
using Telemed.Recognition.Keeping;

namespace Telemed.Recognition.Quality;

/// <summary>The evidence of the read model, in memory; and the marks that follow from it.</summary>
internal sealed class EvidenceBook : IMarks
{
    /// <summary>Table of evidence.</summary>
    public const string Table = "recognition_evidence";

    /// <summary>A list of results asks for many marks: evidence may be this much older than the list.</summary>
    private static readonly TimeSpan Fresh = TimeSpan.FromMilliseconds(200);

    private readonly TimeProvider time;
    private readonly Replica<EvidenceRow> replica;
    private long refreshed = long.MinValue;

    public EvidenceBook(ProjectionEngine readModel, TimeProvider time)
    {
        this.time = time;
        replica = new(readModel, Table, (id, row) => Index.Set(id, row.Evidence), Index.Clear);
    }

    public EvidenceIndex Index { get; } = new();

    /// <summary>Reads what has changed.</summary>
    public void Refresh()
    {
        replica.Refresh();
        Volatile.Write(ref refreshed, time.GetTimestamp());
    }

    public string? Of(string institutionId, string itemCode, DateOnly day)
    {
        var last = Volatile.Read(ref refreshed);
        if (last == long.MinValue || time.GetElapsedTime(last) > Fresh) Refresh();
        return Index.Mark(institutionId, itemCode, day);
    }
}
