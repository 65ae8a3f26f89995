using System.Collections.Concurrent;
using Telemed.Dicom.Dimse;

namespace Telemed.Dicom.Network.Tests;

/// <summary>Commits to what the sink holds.</summary>
internal sealed class MemoryCommitments(IObjectSink sink) : ICommitments
{
    private readonly ConcurrentDictionary<string, CommitmentRequest> _waiting = [];

    public ValueTask<bool> Keep(CommitmentRequest request, CancellationToken cancellationToken)
    {
        _waiting[request.TransactionUid] = request;
        return new(true);
    }

    public ValueTask<IReadOnlyList<CommitmentRequest>> Waiting(CancellationToken cancellationToken) => new([.. _waiting.Values]);

    public ValueTask<IReadOnlyList<CommitmentVerdict>> Judge(CommitmentRequest request, CancellationToken cancellationToken) => new(
        [.. request.Objects.Select(o => new CommitmentVerdict(o, ((MemorySink)sink).Stored.Any(s => s.Info.SopInstanceUid == o.SopInstanceUid) ? null : (ushort)0x0112))]);

    public ValueTask Done(CommitmentRequest request, CancellationToken cancellationToken)
    {
        _waiting.TryRemove(request.TransactionUid, out _);
        return default;
    }
}
