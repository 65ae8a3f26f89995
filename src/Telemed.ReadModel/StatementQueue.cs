using System.Collections.Concurrent;
using System.Runtime.ExceptionServices;
using Telemed.Kernel;

namespace Telemed.ReadModel;

/// <summary>Statements of history, and what stands between them, run in their order by a second thread while projections work on; who reads runs what is left first.</summary>
/// <remarks>One thread adds, drains and clears. No statement runs beside another.</remarks>
internal sealed class StatementQueue(WriterStatements statements)
{
    private const int Together = 128;
    private const int MostHandedOver = 512;
    private readonly ConcurrentQueue<List<Waiting>> handedOver = [];
    private readonly Lock running = new();
    private List<Waiting> next = new(Together);
    private bool empty = true;
    private int helper;
    private volatile Failure? failure;

    /// <summary>What is being applied; after a failure, what the failed statement was for.</summary>
    public (string? Projection, StoredAppend? Append) At { get; set; }

    public void Add(string sql, ReadOnlySpan<object?> values)
    {
        empty = false;
        next.Add(new(sql, values.ToArray(), null, At));
        if (next.Count == Together) HandOver();
    }

    /// <summary>Work between the statements before and behind it.</summary>
    public void Add(Action work)
    {
        empty = false;
        next.Add(new("", [], work, At));
        HandOver();
    }

    /// <summary>Ends when every statement has run.</summary>
    public void Drain()
    {
        if (empty) return;
        handedOver.Enqueue(next);
        next = new(Together);
        while (RunSome()) { }
        empty = true;
        ThrowFailure();
    }

    /// <summary>What waits is not wanted any more.</summary>
    public void Clear()
    {
        handedOver.Clear();
        next.Clear();
        lock (running) failure = null;   // whoever runs something has ended
        empty = true;
    }

    private void HandOver()
    {
        ThrowFailure();
        handedOver.Enqueue(next);
        next = new(Together);
        if (Interlocked.Exchange(ref helper, 1) == 0) _ = Task.Run(Help);
        while (handedOver.Count > MostHandedOver && RunSome()) { }
    }

    private void Help()
    {
        do
        {
            while (RunSome()) { }
            Volatile.Write(ref helper, 0);
        }
        while (!handedOver.IsEmpty && Interlocked.Exchange(ref helper, 1) == 0);
    }

    private bool RunSome()
    {
        lock (running)
        {
            if (!handedOver.TryDequeue(out var some)) return false;
            foreach (var one in some)
            {
                if (failure is not null) break;   // the transaction may be gone already: nothing more may run outside of it
                try
                {
                    if (one.Work is { } work) work();
                    else statements.Of(one.Sql, one.Values).Run();
                }
                catch (Exception e)
                {
                    failure = new(ExceptionDispatchInfo.Capture(e), one.At);
                }
            }
            return true;
        }
    }

    private void ThrowFailure()
    {
        if (failure is not { } failed) return;
        At = failed.At;
        failed.Cause.Throw();
    }

    private readonly record struct Waiting(string Sql, object?[] Values, Action? Work, (string?, StoredAppend?) At);

    private sealed record Failure(ExceptionDispatchInfo Cause, (string?, StoredAppend?) At);
}
