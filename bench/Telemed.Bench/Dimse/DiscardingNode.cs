using System.Buffers;
using System.Net;
using Telemed.Dicom.Dimse;

namespace Telemed.Bench.Dimse;

/// <summary>A move destination that counts and forgets.</summary>
internal sealed class DiscardingNode : IObjectSink, IApplicationEntities, IAsyncDisposable
{
    private ServiceProvider services = null!;
    private int received;

    public int Port { get; private set; }

    public int Received => received;

    public static async Task<DiscardingNode> Start()
    {
        var node = new DiscardingNode();
        node.services = new ServiceCollection().AddLogging(l => l.SetMinimumLevel(LogLevel.None)).AddSingleton<IObjectSink>(node).AddSingleton<IApplicationEntities>(node)
            .AddDicomNode(new DicomNodeOptions { Port = 0, Address = IPAddress.Loopback, AeTitle = "BENCH" }).BuildServiceProvider();
        await node.services.GetRequiredService<DicomNode>().StartAsync(default);
        node.Port = node.services.GetRequiredService<DicomNode>().BoundPort!.Value;
        return node;
    }

    public ValueTask<EntityDecision> Decide(EntityAttempt attempt, CancellationToken cancellationToken) => new(new EntityDecision.Accepted(null));

    public ValueTask<IIncomingObject> Begin(IncomingObject info, CancellationToken cancellationToken) => new(new Incoming(this));

    public async ValueTask DisposeAsync()
    {
        await services.GetRequiredService<DicomNode>().StopAsync(new CancellationToken(true));
        await services.DisposeAsync();
    }

    private sealed class Incoming(DiscardingNode node) : IIncomingObject
    {
        public ValueTask Write(ReadOnlySequence<byte> bytes, CancellationToken cancellationToken) => default;

        public ValueTask<StoreStatus> Complete(CancellationToken cancellationToken)
        {
            Interlocked.Increment(ref node.received);
            return new(StoreStatus.Success);
        }

        public ValueTask DisposeAsync() => default;
    }
}
