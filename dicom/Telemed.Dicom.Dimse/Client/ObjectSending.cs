using System.Buffers;
using Telemed.Dicom.Core;
using Telemed.Dicom.UpperLayer;

namespace Telemed.Dicom.Dimse;

/// <summary>The sending side of a C-STORE, the same whoever opened the association.</summary>
internal static class ObjectSending
{
    /// <summary>The context for an object: that of its own transfer syntax, else a native one for a native object, whose values are then written anew.</summary>
    public static AcceptedContext? Choose(Association association, OutgoingObject sent) =>
        Choose(association, sent.SopClassUid, sent.TransferSyntaxUid);

    /// <inheritdoc cref="Choose(Association, OutgoingObject)"/>
    public static AcceptedContext? Choose(Association association, string sopClassUid, string transferSyntaxUid)
    {
        AcceptedContext? native = null;
        foreach (var context in association.Contexts)
        {
            if (context.AbstractSyntax != sopClassUid) continue;
            if (context.TransferSyntax == transferSyntaxUid) return context;
            if (NativeSyntaxes.Contains(context.TransferSyntax)) native ??= context;
        }
        return NativeSyntaxes.Contains(transferSyntaxUid) ? native : null;
    }

    /// <returns>False when nothing was sent: the object would have to be written in another native syntax and cannot be.</returns>
    /// <exception cref="EndOfStreamException">The data set is shorter than announced; the association is aborted.</exception>
    public static async ValueTask<bool> Send(
        Association association, AcceptedContext context, ushort messageId, OutgoingObject sent, CancellationToken cancellationToken)
    {
        if (await WrittenFor(context, sent, cancellationToken) is not { } written) return false;
        await Send(association, context, messageId, sent, written, cancellationToken);
        return true;
    }

    /// <summary>The data set as it has to be written for a context: empty when it goes as it is, null when it would have to be written in another native syntax and cannot be.</summary>
    public static async ValueTask<ReadOnlyMemory<byte>?> WrittenFor(AcceptedContext context, OutgoingObject sent, CancellationToken cancellationToken) =>
        context.TransferSyntax == sent.TransferSyntaxUid ? ReadOnlyMemory<byte>.Empty
            : await NativeSyntaxes.Convert(sent, TransferSyntax.Of(context.TransferSyntax), cancellationToken);

    /// <param name="association">Where to.</param>
    /// <param name="context">From <see cref="Choose(Association, OutgoingObject)"/>.</param>
    /// <param name="messageId">Of the request.</param>
    /// <param name="sent">The object.</param>
    /// <param name="written">From <see cref="WrittenFor"/>.</param>
    /// <param name="cancellationToken">Ends the reading of a data set that is no file.</param>
    /// <exception cref="EndOfStreamException">The data set is shorter than announced; the association is aborted.</exception>
    public static async ValueTask Send(
        Association association, AcceptedContext context, ushort messageId, OutgoingObject sent, ReadOnlyMemory<byte> written, CancellationToken cancellationToken)
    {
        var command = Commands.StoreRequest(messageId, sent).Encode();
        using var whole = await association.TakeTurn();
        if (context.TransferSyntax == sent.TransferSyntaxUid)
        {
            await association.Send(context.Id, isCommand: true, command, isLast: true);
            await SendData(association, context.Id, sent.DataSet, sent.Length, cancellationToken);
            return;
        }
        await association.Write(context.Id, command, written);
        await association.Flush();
    }

    private static async Task SendData(Association association, byte contextId, Stream source, long left, CancellationToken cancellationToken)
    {
        var buffer = ArrayPool<byte>.Shared.Rent(association.MaxFragmentLength);
        try
        {
            do
            {
                var count = (int)Math.Min(left, association.MaxFragmentLength);
                await ReadWhole(association, source, buffer.AsMemory(0, count), cancellationToken);
                left -= count;
                if (count % 2 == 1) buffer[count++] = 0;   // a deflated data set of odd length gets a zero byte (PS3.5 §A.5); fragments are even
                await association.Send(contextId, isCommand: false, buffer.AsMemory(0, count), isLast: left == 0);
            }
            while (left > 0 && association.End is null);
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }
    }

    private static async ValueTask ReadWhole(Association association, Stream source, Memory<byte> part, CancellationToken cancellationToken)
    {
        try
        {
            // An asynchronous read of a file is a synchronous one on another thread: for parts of a PDU the hop costs more than the read.
            if (source is FileStream { IsAsync: false } file) file.ReadExactly(part.Span);
            else await source.ReadExactlyAsync(part, cancellationToken);
        }
        catch (Exception)
        {
            await association.Abort();   // half an object may not look like a whole one
            throw;
        }
    }
}
