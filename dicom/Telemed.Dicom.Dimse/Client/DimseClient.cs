using System.Buffers;
using System.Net.Sockets;
using Telemed.Dicom.UpperLayer;

namespace Telemed.Dicom.Dimse;

/// <summary>The asking side (SCU) of Verification and Storage, one operation at a time.</summary>
public sealed class DimseClient : IAsyncDisposable
{
    private readonly Socket _socket;
    private readonly DimseChannel _channel;
    private ushort _messageId;

    private DimseClient(Socket socket, Association association)
    {
        _socket = socket;
        Association = association;
        _channel = new(association);
    }

    /// <summary>The association underneath.</summary>
    public Association Association { get; }

    /// <summary>Connects and negotiates.</summary>
    /// <param name="host">Name or address.</param>
    /// <param name="port">TCP port.</param>
    /// <param name="request">Titles and proposed contexts.</param>
    /// <param name="options">Times and limits.</param>
    /// <param name="clock">Runs the times.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public static async Task<ConnectOutcome> Connect(
        string host, int port, Pdu.AssociateRq request, DimseClientOptions options, TimeProvider clock, CancellationToken cancellationToken)
    {
        var socket = new Socket(SocketType.Stream, ProtocolType.Tcp);
        DimseClient? client = null;
        try
        {
            using (var late = new CancellationTokenSource(options.ConnectTimeout, clock))
            using (var either = CancellationTokenSource.CreateLinkedTokenSource(late.Token, cancellationToken))
                await socket.ConnectAsync(host, port, either.Token);
            var outcome = await AssociationRequestor.Request(new SocketPipe(socket), request, options.Association, clock, cancellationToken);
            if (outcome is AssociationOutcome.Ended ended) return new ConnectOutcome.Refused(ended.How, ended.Rejection);
            client = new(socket, ((AssociationOutcome.Established)outcome).Association);
            return new ConnectOutcome.Connected(client);
        }
        catch (SocketException e)
        {
            return new ConnectOutcome.Unreachable(e.SocketErrorCode.ToString());
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            return new ConnectOutcome.Unreachable(nameof(SocketError.TimedOut));
        }
        finally
        {
            if (client is null) socket.Dispose();
        }
    }

    /// <summary>C-ECHO.</summary>
    /// <returns>The status; null when Verification was not accepted or the association ended.</returns>
    public async Task<ushort?> Echo(CancellationToken cancellationToken)
    {
        if (Association.Contexts.FirstOrDefault(c => c.AbstractSyntax == Commands.VerificationSopClass) is not { } context) return null;
        using var _ = StopOn(cancellationToken);
        var id = ++_messageId;
        await _channel.Send(context.Id, Commands.EchoRequest(id));
        return await Response(CommandField.CEchoRsp, id);
    }

    /// <summary>C-STORE, on the context accepted for exactly this SOP class and transfer syntax.</summary>
    /// <exception cref="EndOfStreamException">The data set is shorter than announced; the association is aborted.</exception>
    public async Task<StoreOutcome> Store(OutgoingObject sent, CancellationToken cancellationToken)
    {
        if (Association.Contexts.FirstOrDefault(c => c.AbstractSyntax == sent.SopClassUid && c.TransferSyntax == sent.TransferSyntaxUid) is not { } context)
            return new StoreOutcome.NoContext();
        using var _ = StopOn(cancellationToken);
        var id = ++_messageId;
        await _channel.Send(context.Id, Commands.StoreRequest(id, sent.SopClassUid, sent.SopInstanceUid));
        await SendData(context.Id, sent, cancellationToken);
        return await Response(CommandField.CStoreRsp, id) is { } status
            ? new StoreOutcome.Answered(status)
            : new StoreOutcome.Ended(Association.End ?? AssociationEnd.AbortedHere);
    }

    /// <summary>Ends the association in good order.</summary>
    public ValueTask Release() => Association.Release();

    /// <summary>Aborts if the association still stands, and closes the connection.</summary>
    public async ValueTask DisposeAsync()
    {
        await Association.DisposeAsync();
        _socket.Dispose();
    }

    private CancellationTokenRegistration StopOn(CancellationToken cancellationToken) =>
        cancellationToken.UnsafeRegister(static a => ((Association)a!).Stop(), Association);

    private async Task SendData(byte contextId, OutgoingObject sent, CancellationToken cancellationToken)
    {
        var buffer = ArrayPool<byte>.Shared.Rent(Association.MaxFragmentLength);
        try
        {
            var left = sent.Length;
            do
            {
                var count = (int)Math.Min(left, Association.MaxFragmentLength);
                await ReadWhole(sent.DataSet, buffer.AsMemory(0, count), cancellationToken);
                left -= count;
                if (count % 2 == 1) buffer[count++] = 0;   // a deflated data set of odd length gets a zero byte (PS3.5 §A.5); fragments are even
                await Association.Send(contextId, isCommand: false, buffer.AsMemory(0, count), isLast: left == 0);
            }
            while (left > 0 && Association.End is null);
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }
    }

    private async ValueTask ReadWhole(Stream source, Memory<byte> part, CancellationToken cancellationToken)
    {
        try
        {
            await source.ReadExactlyAsync(part, cancellationToken);
        }
        catch (Exception)
        {
            await Association.Abort();   // half an object may not look like a whole one
            throw;
        }
    }

    private async ValueTask<ushort?> Response(CommandField field, ushort messageId)
    {
        if (await _channel.Receive() is not { } message) return null;
        if (message.Command.Field == field && message.Command.Number(CommandTag.MessageIdBeingRespondedTo) == messageId
            && message.Command.Number(CommandTag.Status) is { } status && await _channel.SkipData(DimseChannel.MaxCommandLength)) return status;
        await Association.Abort();
        return null;
    }
}
