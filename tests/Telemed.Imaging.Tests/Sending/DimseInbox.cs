using System.Collections.Concurrent;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Telemed.Dicom.Dimse;

namespace Telemed.Imaging.Tests.Sending;

/// <summary>An application entity that takes objects, answers what it is told to.</summary>
internal sealed class DimseInbox : IObjectSink, IApplicationEntities, IAsyncDisposable
{
    private readonly string title;
    private readonly int port;
    private readonly ushort operations;
    private int whole;
    private ServiceProvider services = null!;

    private DimseInbox(string title, int port, ushort operations) => (this.title, this.port, this.operations) = (title, port, operations);

    /// <summary>Objects acknowledged, in order, with repetitions.</summary>
    public ConcurrentQueue<string> Acknowledged { get; } = new();

    /// <summary>What to answer to an object.</summary>
    public Func<string, StoreStatus> Answer { get; set; } = _ => StoreStatus.Success;

    /// <summary>Objects wait here before they are answered.</summary>
    public SemaphoreSlim? Gate { get; set; }

    public int Associations;

    /// <summary>Objects that have come whole, answered or not.</summary>
    public int Whole => Volatile.Read(ref whole);

    /// <param name="title">How it is called.</param>
    /// <param name="port">Where it listens.</param>
    /// <param name="operations">How many may be unanswered on an association.</param>
    public static async Task<DimseInbox> Start(string title, int port, ushort operations = 16)
    {
        var inbox = new DimseInbox(title, port, operations);
        await inbox.Open();
        return inbox;
    }

    public async Task Open()
    {
        services = new ServiceCollection().AddLogging(l => l.SetMinimumLevel(LogLevel.None)).AddSingleton<IObjectSink>(this).AddSingleton<IApplicationEntities>(this)
            .AddDicomNode(new DicomNodeOptions { Port = port, Address = System.Net.IPAddress.Loopback, AeTitle = title, Server = new() { MaxOperations = operations } }).BuildServiceProvider();
        await services.GetRequiredService<DicomNode>().StartAsync(default);
    }

    public ValueTask<IIncomingObject> Begin(IncomingObject info, CancellationToken cancellationToken) => new(new Incoming(this, info.SopInstanceUid));

    public ValueTask<EntityDecision> Decide(EntityAttempt attempt, CancellationToken cancellationToken)
    {
        Interlocked.Increment(ref Associations);
        return new(new EntityDecision.Accepted(null));
    }

    public async ValueTask DisposeAsync()
    {
        await services.GetRequiredService<DicomNode>().StopAsync(new CancellationToken(true));
        await services.DisposeAsync();
    }

    private sealed class Incoming(DimseInbox inbox, string instance) : IIncomingObject
    {
        public ValueTask Write(System.Buffers.ReadOnlySequence<byte> part, CancellationToken cancellationToken) => default;

        public async ValueTask<StoreStatus> Complete(CancellationToken cancellationToken)
        {
            Interlocked.Increment(ref inbox.whole);
            if (inbox.Gate is { } gate) await gate.WaitAsync(cancellationToken);
            var status = inbox.Answer(instance);
            if (status == StoreStatus.Success) inbox.Acknowledged.Enqueue(instance);
            return status;
        }

        public ValueTask DisposeAsync() => default;
    }
}
