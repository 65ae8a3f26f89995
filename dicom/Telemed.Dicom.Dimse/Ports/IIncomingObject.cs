using System.Buffers;

namespace Telemed.Dicom.Dimse;

/// <summary>One object on its way in; used by one association at a time, in the order Write…, Complete, Dispose.</summary>
/// <remarks>Disposing without <see cref="Complete"/> discards everything: the association ended, the peer aborted, or a limit was broken.</remarks>
public interface IIncomingObject : IAsyncDisposable
{
    /// <summary>Takes the next bytes of the data set, encoded in the transfer syntax named at the beginning, without file meta information.</summary>
    /// <param name="bytes">Borrowed: valid until the returned task completes.</param>
    /// <param name="cancellationToken">The association ended.</param>
    /// <remarks>An exception discards the object: the rest of its data set is read over and answered with <see cref="StoreStatus.ProcessingFailure"/>.</remarks>
    ValueTask Write(ReadOnlySequence<byte> bytes, CancellationToken cancellationToken);

    /// <summary>All bytes have been given; makes the object durable and says what to answer. The C-STORE-RSP leaves after this completes.</summary>
    ValueTask<StoreStatus> Complete(CancellationToken cancellationToken);
}
