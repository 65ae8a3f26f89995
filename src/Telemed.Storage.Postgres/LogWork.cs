using Telemed.Kernel;

namespace Telemed.Storage.Postgres;

/// <summary>One append on its way to the database, and who waits for it.</summary>
internal sealed class LogWork(Append append, byte[] body, CancellationToken cancellationToken)
    : TaskCompletionSource<AppendResult>(TaskCreationOptions.RunContinuationsAsynchronously)
{
    public Append Append => append;

    public byte[] Body => body;

    public byte[] Command { get; } = AppendBody.CommandKey(append.Context.CommandId);

    public bool GivenUp => cancellationToken.IsCancellationRequested;

    /// <summary>An earlier attempt may have been committed although its answer was lost: what is found then may be one's own.</summary>
    public bool InDoubt { get; set; }

    public AppendResult? Answer { get; set; }
}
