using System.IO.Pipelines;
using System.Net;
using System.Net.Sockets;
using Telemed.Dicom.Dimse;
using Telemed.Dicom.UpperLayer;

namespace Telemed.Dicom.Network.Tests;

/// <summary>A peer that grants the window it is told to, and answers when, in which order and with what the test says.</summary>
internal sealed class ScriptedPeer : IAsyncDisposable
{
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly OperationsWindow? _granted;
    private readonly Task<DimseChannel> _accepted;
    private Socket? _socket;

    public ScriptedPeer(OperationsWindow? granted)
    {
        _granted = granted;
        _listener.Start();
        _accepted = Task.Run(Accept);
    }

    public int Port => ((IPEndPoint)_listener.LocalEndpoint).Port;

    public async Task<DimseClient> Connected(ushort asked, AssociationOptions? options = null)
    {
        var request = new Pdu.AssociateRq("SCRIPTED", "TELEMED", [Node.Echo, Node.Ct], SendContexts.Window(asked));
        return Assert.IsType<ConnectOutcome.Connected>(
            await DimseClient.Connect("127.0.0.1", Port, request, new() { Association = (options ?? new()) with { CloseTimeout = TimeSpan.FromMilliseconds(100) } }, TimeProvider.System, TestContext.Current.CancellationToken)).Client;
    }

    /// <summary>The next request with its data set; null when the association has ended, as by a release.</summary>
    public async Task<Request?> Next()
    {
        var channel = await _accepted;
        if (await channel.Receive() is not { } message) return null;
        var bytes = message.Command.HasDataSet ? await channel.ReceiveWhole(16 << 20) : [];
        return new(message.Command.Number(CommandTag.MessageId)!.Value, message.Command.Uid(CommandTag.AffectedSopInstanceUid), bytes!, message);
    }

    public async Task<List<Request>> Next(int count)
    {
        var requests = new List<Request>();
        while (requests.Count < count) requests.Add((await Next())!);
        return requests;
    }

    public async Task Answer(Request request, ushort status = 0) =>
        await (await _accepted).Send(request.Message.Context.Id, Commands.Response(request.Message.Command, status));

    public async Task<DimseChannel> Channel() => await _accepted;

    public async Task Abort() => await (await _accepted).Association.Abort();

    public async Task<AssociationEnd?> End() => (await _accepted).Association.End;

    public void HangUp()
    {
        _socket!.LingerState = new(true, 0);
        _socket.Dispose();
    }

    public async ValueTask DisposeAsync()
    {
        _listener.Stop();
        if (_accepted.IsCompletedSuccessfully) await (await _accepted).Association.DisposeAsync();
        _socket?.Dispose();
    }

    private async Task<DimseChannel> Accept()
    {
        _socket = await _listener.AcceptSocketAsync();
        _socket.NoDelay = true;
        var outcome = await AssociationAcceptor.Accept(new Duplex(new NetworkStream(_socket)), new(), TimeProvider.System, (request, _) => new(new Negotiation.Accepted(
            EquatableList.From(request.Contexts.Select(c => new AnsweredContext(c.Id, ContextResult.Accepted, c.TransferSyntaxes[0]))), new() { Operations = _granted })), default);
        return new(Assert.IsType<AssociationOutcome.Established>(outcome).Association);
    }

    internal sealed record Request(ushort Id, string? Instance, byte[] Bytes, DimseMessage Message);

    private sealed class Duplex(Stream stream) : IDuplexPipe
    {
        public PipeReader Input { get; } = PipeReader.Create(stream);

        public PipeWriter Output { get; } = PipeWriter.Create(stream);
    }
}
