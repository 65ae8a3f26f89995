using Telemed.Kernel;

namespace Telemed.Storage.Sqlite;

/// <summary>An append that waits for its group, with its body already written.</summary>
internal sealed class PendingAppend(Append append, byte[] body, CancellationToken cancellationToken)
    : TaskCompletionSource<AppendResult>(TaskCreationOptions.RunContinuationsAsynchronously)
{
    public Append Append => append;

    public byte[] Body => body;

    /// <summary>Nobody waits for it any more.</summary>
    public bool GivenUp => cancellationToken.IsCancellationRequested;

    /// <summary>What to answer once the group is on disk.</summary>
    public AppendResult? Result { get; set; }
}
