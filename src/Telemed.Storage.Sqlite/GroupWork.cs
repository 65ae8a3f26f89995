namespace Telemed.Storage.Sqlite;

/// <summary>Something to be written by the one writing thread.</summary>
internal interface IGroupWork
{
    /// <summary>About how much it adds to the transaction.</summary>
    int Bytes { get; }

    /// <summary>Whether nobody waits for it any more.</summary>
    bool GivenUp { get; }

    /// <summary>Writes inside the open transaction. Throws when the transaction as a whole must fail.</summary>
    void Write();

    /// <summary>The transaction is on disk.</summary>
    void Answer();

    /// <summary>The transaction did not happen.</summary>
    void Fail(Exception failure);
}

/// <summary>Work with an answer that somebody awaits.</summary>
internal sealed class GroupWork<T>(Func<T> write, int bytes, CancellationToken cancellationToken)
    : TaskCompletionSource<T>(TaskCreationOptions.RunContinuationsAsynchronously), IGroupWork
{
    private T answer = default!;

    public int Bytes => bytes;

    public bool GivenUp => cancellationToken.IsCancellationRequested;

    public void Write() => answer = write();

    public void Answer() => SetResult(answer);

    public void Fail(Exception failure) => TrySetException(failure);
}
