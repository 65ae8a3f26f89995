using System.Runtime.InteropServices;

namespace Telemed.Faults.Cluster;

/// <summary>What is to be ended and put away however the harness ends: by itself, by ctrl-C, by SIGTERM. The last comes first.</summary>
internal sealed class PutAway : IAsyncDisposable
{
    private static readonly PosixSignal[] Ends = [PosixSignal.SIGINT, PosixSignal.SIGTERM, PosixSignal.SIGHUP];
    private readonly Lock gate = new();
    private readonly Stack<Func<ValueTask>> things = new();
    private readonly PosixSignalRegistration[] signals;
    private readonly Lazy<Task> ending;
    private bool ended;

    public PutAway()
    {
        ending = new(() => Task.Run(End));
        signals = [.. Ends.Select(signal => PosixSignalRegistration.Create(signal, context =>
        {
            context.Cancel = true;   // the process ends when nothing of it is left
            _ = Leave();
        }))];
    }

    /// <summary>Waits for something to start, and remembers to end it even when the harness is told to go meanwhile.</summary>
    /// <exception cref="OperationCanceledException">It is going already.</exception>
    public async Task<T> Start<T>(Func<Task<T>> start)
    {
        Task<T> starting;
        lock (gate)
        {
            ObjectDisposedException.ThrowIf(ended, this);
            starting = start();
            things.Push(async () =>
            {
                if (await starting.ContinueWith(t => t.IsCompletedSuccessfully ? t.Result : default, TaskScheduler.Default) is IAsyncDisposable started) await started.DisposeAsync();
            });
        }
        return await starting;
    }

    /// <summary>Remembers something that is to be done at the end.</summary>
    public void Add(Func<ValueTask> end)
    {
        lock (gate)
        {
            ObjectDisposedException.ThrowIf(ended, this);
            things.Push(end);
        }
    }

    /// <summary>Ends when everything has ended, also when a signal has begun it.</summary>
    public async ValueTask DisposeAsync()
    {
        await ending.Value;
        foreach (var signal in signals) signal.Dispose();
    }

    private async Task Leave()
    {
        await ending.Value;
        Environment.Exit(130);
    }

    private async Task End()
    {
        lock (gate) ended = true;
        while (things.TryPop(out var end))
        {
            try
            {
                await end();
            }
            catch (Exception e)   // the next is put away all the same
            {
                await Console.Error.WriteLineAsync($"could not be put away: {e.Message}");
            }
        }
    }
}
