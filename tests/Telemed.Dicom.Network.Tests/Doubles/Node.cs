using System.Net;
using System.Net.Sockets;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Telemed.Dicom.Dimse;
using Telemed.Dicom.UpperLayer;

namespace Telemed.Dicom.Network.Tests;

/// <summary>A whole node on a free port of 127.0.0.1 with a store in memory.</summary>
internal sealed class Node : IAsyncDisposable
{
    private readonly ServiceProvider _services;
    private readonly IHostedService _node;

    private Node(ServiceProvider services, LogLines log)
    {
        (_services, Log) = (services, log);
        _node = Stack.Of(services);
        Sink = (MemorySink)services.GetRequiredService<IObjectSink>();
        Studies = services.GetRequiredService<MemoryStudies>();
    }

    public MemorySink Sink { get; }

    public MemoryStudies Studies { get; }

    public CommitmentReporter Reporter => _services.GetRequiredService<CommitmentReporter>();

    public MemoryOrders Orders => _services.GetRequiredService<MemoryOrders>();

    public LogLines Log { get; }

    public int Port => Stack.Port(_services);

    public int TlsPort => _services.GetRequiredService<DicomNode>().BoundTlsPort!.Value;

    public int Associations => _services.GetRequiredService<DimseServer>().Associations;

    public static async Task<Node> Start(DicomNodeOptions? options = null)
    {
        var log = new LogLines();
        var services = new ServiceCollection();
        services.AddLogging(b => b.AddProvider(log));
        services.AddSingleton<IObjectSink, MemorySink>().AddSingleton<MemoryStudies>();
        services.AddSingleton<MemoryOrders>().AddSingleton<IWorklistOrders>(s => s.GetRequiredService<MemoryOrders>());
        services.AddSingleton<ICommitments, MemoryCommitments>();
        services.AddSingleton<IStudyQueries>(s => s.GetRequiredService<MemoryStudies>()).AddSingleton<IStudyObjects>(s => s.GetRequiredService<MemoryStudies>());
        Stack.Add(services, (options ?? new()) with
        {
            Port = 0,
            Address = IPAddress.Loopback,
            Peers =
            [
                new("MODALITY", null, null, "hospital-1"), new("STORESCU", null, null, null), new("ECHOSCU", null, null, null),
                new("FINDSCU", null, null, "hospital-1"), new("MOVESCU", null, null, "hospital-1"), new("GETSCU", null, null, "hospital-1"),
                .. options?.Peers ?? [],
            ],
        });
        var node = new Node(services.BuildServiceProvider(), log);
        await node._node.StartAsync(CancellationToken.None);
        return node;
    }

    public async Task<Socket> Dial()
    {
        var socket = new Socket(SocketType.Stream, ProtocolType.Tcp);
        await socket.ConnectAsync(IPAddress.Loopback, Port);
        return socket;
    }

    /// <summary>Connected for one SOP class, with extended negotiation when there are bytes for it.</summary>
    public async Task<DimseClient> For(string sopClass, params byte[] extended)
    {
        var user = new UserInformation { Extended = extended.Length == 0 ? [] : [new(sopClass, EquatableList.From(extended))] };
        var request = new Pdu.AssociateRq("TELEMED", "MODALITY", [new ProposedContext(1, sopClass, ["1.2.840.10008.1.2.1"])], user);
        return Assert.IsType<ConnectOutcome.Connected>(
            await DimseClient.Connect("127.0.0.1", Port, request, new(), TimeProvider.System, TestContext.Current.CancellationToken)).Client;
    }

    public async Task<ConnectOutcome> Connect(string calling = "MODALITY", string called = "TELEMED", params ProposedContext[] contexts) =>
        await DimseClient.Connect("127.0.0.1", Port,
            new Pdu.AssociateRq(called, calling, EquatableList.From(contexts.Length > 0 ? contexts : [Echo, Ct]), new()),
            new(), TimeProvider.System, TestContext.Current.CancellationToken);

    public async Task<DimseClient> Connected(string calling = "MODALITY") =>
        Assert.IsType<ConnectOutcome.Connected>(await Connect(calling)).Client;

    public static ProposedContext Echo { get; } = new(1, "1.2.840.10008.1.1", ["1.2.840.10008.1.2"]);

    public static ProposedContext Ct { get; } = new(3, "1.2.840.10008.5.1.4.1.1.2", ["1.2.840.10008.1.2.1"]);

    public static OutgoingObject CtObject(byte[] bytes, string instance = "1.2.3.4") =>
        new("1.2.840.10008.5.1.4.1.1.2", instance, "1.2.840.10008.1.2.1", new MemoryStream(bytes), bytes.Length);

    public Task Stop(CancellationToken giveUp) => _node.StopAsync(giveUp);

    public async ValueTask DisposeAsync()
    {
        await _node.StopAsync(new CancellationToken(canceled: true));
        await _services.DisposeAsync();
    }
}
