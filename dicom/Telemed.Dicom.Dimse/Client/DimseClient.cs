using System.Net.Security;
using System.Net.Sockets;
using System.Security.Authentication;
using Telemed.Dicom.UpperLayer;

namespace Telemed.Dicom.Dimse;

/// <summary>The asking side (SCU): Verification and Storage here, the others beside it.</summary>
/// <remarks>
/// Used by one flow of control and for one operation at a time, but for objects on an association with a window (PS3.7 §D.3.3.3):
/// of those <see cref="Begin"/> sends the next before the last is answered.
/// </remarks>
public sealed class DimseClient : IAsyncDisposable
{
    private readonly Socket _socket;
    private readonly DimseChannel _channel;
    private readonly StoreWindow _window;

    private DimseClient(Socket socket, Association association)
    {
        _socket = socket;
        Association = association;
        _channel = new(association);
        _window = new(_channel);
    }

    /// <summary>The association underneath.</summary>
    public Association Association { get; }

    /// <summary>How many objects may be sent and not yet answered: as negotiated, 1 without negotiation.</summary>
    public int Window => _window.Size;

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
        SslStream? encrypted = null;
        try
        {
            using (var late = new CancellationTokenSource(options.ConnectTimeout, clock))
            using (var either = CancellationTokenSource.CreateLinkedTokenSource(late.Token, cancellationToken))
            {
                await socket.ConnectAsync(host, port, either.Token);
                if (options.Tls is not null) encrypted = await Encrypt(socket, host, options.Tls, either.Token);
            }
            var outcome = await AssociationRequestor.Request(encrypted is null ? new(socket) : new SocketPipe(socket, encrypted), request, options.Association, clock, cancellationToken);
            if (outcome is AssociationOutcome.Ended ended) return new ConnectOutcome.Refused(ended.How, ended.Rejection);
            client = new(socket, ((AssociationOutcome.Established)outcome).Association);
            return new ConnectOutcome.Connected(client);
        }
        catch (SocketException e)
        {
            return new ConnectOutcome.Unreachable(e.SocketErrorCode.ToString());
        }
        catch (Exception e) when (e is AuthenticationException or IOException)
        {
            return new ConnectOutcome.Unreachable("TLS: " + e.Message);
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            return new ConnectOutcome.Unreachable(nameof(SocketError.TimedOut));
        }
        finally
        {
            if (client is null)
            {
                if (encrypted is not null) await encrypted.DisposeAsync();
                socket.Dispose();
            }
        }
    }

    /// <summary>Connects to a known application entity and negotiates.</summary>
    /// <param name="destination">Whom to call.</param>
    /// <param name="callingAe">Our title.</param>
    /// <param name="contexts">What to propose.</param>
    /// <param name="options">Times and limits.</param>
    /// <param name="clock">Runs the times.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <param name="user">Roles, extended negotiation and the like.</param>
    public static Task<ConnectOutcome> Connect(
        Destination destination, string callingAe, IEnumerable<ProposedContext> contexts, DimseClientOptions options, TimeProvider clock, CancellationToken cancellationToken,
        UserInformation? user = null) =>
        Connect(destination.Host, destination.Port, new Pdu.AssociateRq(destination.AeTitle, callingAe, EquatableList.From(contexts), user ?? new()),
            destination.Tls ? options : options with { Tls = null }, clock, cancellationToken);

    private static async Task<SslStream> Encrypt(Socket socket, string host, TlsOptions tls, CancellationToken cancellationToken)
    {
        var stream = new SslStream(new SocketStream(socket));
        await stream.AuthenticateAsClientAsync(new SslClientAuthenticationOptions
        {
            TargetHost = host,
            ClientCertificates = [tls.Certificate],
            CertificateRevocationCheckMode = System.Security.Cryptography.X509Certificates.X509RevocationMode.NoCheck,
            RemoteCertificateValidationCallback = TlsTrust.By(tls.Authorities, optional: false),
        }, cancellationToken);
        return stream;
    }

    /// <summary>C-ECHO.</summary>
    /// <returns>The status; null when Verification was not accepted or the association ended.</returns>
    public async Task<ushort?> Echo(CancellationToken cancellationToken)
    {
        if (Association.Contexts.FirstOrDefault(c => c.AbstractSyntax == Commands.VerificationSopClass) is not { } context) return null;
        using var _ = StopOn(cancellationToken);
        var id = NextMessageId();
        await _channel.Send(context.Id, Commands.EchoRequest(id));
        return await Response(CommandField.CEchoRsp, id);
    }

    /// <summary>C-STORE, on the context accepted for this SOP class and transfer syntax, or between native syntaxes on another.</summary>
    /// <exception cref="EndOfStreamException">The data set is shorter than announced; the association is aborted.</exception>
    public async Task<StoreOutcome> Store(OutgoingObject sent, CancellationToken cancellationToken) => await await Begin(sent, cancellationToken);

    /// <summary>Waits until one more object can be sent: fewer than the window holds are unanswered.</summary>
    /// <returns>False when the association has ended.</returns>
    public async ValueTask<bool> Ready()
    {
        await _window.Unanswered.Room();
        return Association.End is null;
    }

    /// <summary>C-STORE as by <see cref="Store"/>, of which only the sending is waited for: with a window of 1 the answer too.</summary>
    /// <returns>The outcome, when the answer comes; the data set is done with before.</returns>
    /// <exception cref="EndOfStreamException">The data set is shorter than announced; the association is aborted, and what is unanswered stays so.</exception>
    public async ValueTask<Task<StoreOutcome>> Begin(OutgoingObject sent, CancellationToken cancellationToken)
    {
        if (ObjectSending.Choose(Association, sent) is not { } context) return NotSent();
        using var _ = StopOn(cancellationToken);
        await Ready();
        if (await ObjectSending.WrittenFor(context, sent, cancellationToken) is not { } written) return NotSent();
        if (Window > 1) return Outcome(await _window.Send(context, sent, written, cancellationToken), cancellationToken);
        var id = NextMessageId();
        await ObjectSending.Send(Association, context, id, sent, written, cancellationToken);
        return Task.FromResult(OutcomeOf(await Response(CommandField.CStoreRsp, id)));
    }

    /// <summary>Ends the association in good order, when all is answered.</summary>
    public async ValueTask Release()
    {
        await _window.Drained();
        await Association.Release();
    }

    /// <summary>Aborts if the association still stands, and closes the connection.</summary>
    public async ValueTask DisposeAsync()
    {
        if (_window.Unanswered.Count > 0)
        {
            await Association.Abort();
            await _window.Drained();
        }
        await Association.DisposeAsync();
        _socket.Dispose();
    }

    internal DimseChannel Channel => _channel;

    /// <exception cref="InvalidOperationException">Objects are unanswered: somebody else receives.</exception>
    internal ushort NextMessageId() => _window.Unanswered.Count == 0 ? _window.Unanswered.NextId() : throw new InvalidOperationException("Objects are unanswered on this association.");

    internal CancellationTokenRegistration StopOn(CancellationToken cancellationToken) =>
        cancellationToken.UnsafeRegister(static a => ((Association)a!).Stop(), Association);

    internal async ValueTask<ushort?> Response(CommandField field, ushort messageId)
    {
        if (await _channel.Receive() is not { } message) return null;
        if (message.Command.Field == field && message.Command.Number(CommandTag.MessageIdBeingRespondedTo) == messageId
            && message.Command.Number(CommandTag.Status) is { } status && await _channel.SkipData(DimseChannel.MaxCommandLength)) return status;
        await Association.Abort();
        return null;
    }

    private async Task<StoreOutcome> Outcome(Task<ushort?> status, CancellationToken cancellationToken)
    {
        using var _ = StopOn(cancellationToken);
        return OutcomeOf(await status);
    }

    private StoreOutcome OutcomeOf(ushort? status) =>
        status is { } answered ? new StoreOutcome.Answered(answered) : new StoreOutcome.Ended(Association.End ?? AssociationEnd.AbortedHere);

    private static Task<StoreOutcome> NotSent() => Task.FromResult<StoreOutcome>(new StoreOutcome.NoContext());
}
