using System.Buffers;
using Telemed.Dicom.Core;
using Telemed.Dicom.Encoding;
using Telemed.Dicom.UpperLayer;

namespace Telemed.Dicom.Dimse;

/// <summary>Messages on an association (PS3.7 §6.3, PS3.8 Annex E): fragments in, command sets and streamed data sets out, one after the other.</summary>
/// <remarks>Where operations run beside each other, each has a channel of its own, <see cref="ForOne"/>: it reads the one data set that is the operation's, and sends like any other.</remarks>
public sealed class DimseChannel(Association association)
{
    /// <summary>Longest command set accepted, in bytes over all its fragments. Real ones have a few hundred.</summary>
    public const int MaxCommandLength = 65_536;

    private EquatableList<DataValue> _values = [];
    private int _next;
    private byte _dataContext;
    private DimseChannel? _source;
    private TaskCompletionSource? _read;

    /// <summary>The association underneath.</summary>
    public Association Association { get; } = association;

    /// <summary>A data set is announced and not yet read to its end.</summary>
    public bool DataSetPending { get; private set; }

    /// <summary>The data set has been read to its end, or the association has ended: whoever waits for the next message may go on.</summary>
    internal Task DataSetRead => _read?.Task ?? Task.CompletedTask;

    /// <summary>A channel for the operation whose command set has just been received.</summary>
    internal DimseChannel ForOne() => new(Association)
    {
        _source = this,
        DataSetPending = DataSetPending,
        _read = DataSetPending ? new(TaskCreationOptions.RunContinuationsAsynchronously) : null,
    };

    /// <summary>Waits for the next command set. What is left of the data set before it must have been read.</summary>
    /// <returns>Null when the association has ended; a peer that breaks the order of fragments ends it.</returns>
    public ValueTask<DimseMessage?> Receive()
    {
        Association.BetweenMessages = true;
        return ReceiveWithin();
    }

    /// <summary>A command set can be read without waiting for the peer, or the association has ended.</summary>
    public async ValueTask<bool> CanReceiveNow() => _next < _values.Count || await Association.CanReceiveNow();

    /// <summary>As <see cref="Receive"/>, in the middle of an operation: a shutdown does not end the association here.</summary>
    public async ValueTask<DimseMessage?> ReceiveWithin()
    {
        byte context = 0;
        byte[]? single = null;
        ArrayBufferWriter<byte>? many = null;
        while (await NextValue() is { } value)
        {
            Association.BetweenMessages = false;
            if (!value.IsCommand || (context != 0 && value.ContextId != context)) break;
            context = value.ContextId;
            if (value.Fragment.Length + (many?.WrittenCount ?? 0) > MaxCommandLength) break;
            if (value.IsLast && many is null) single = value.Fragment.ToArray();
            else foreach (var part in value.Fragment) (many ??= new()).Write(part.Span);
            if (!value.IsLast) continue;
            if (CommandSet.Decode(single ?? many!.WrittenSpan) is not { } command) break;
            DataSetPending = command.HasDataSet;
            _dataContext = context;
            return new(Association.Context(context)!, command);
        }
        await Association.Abort();
        return null;
    }

    /// <summary>Waits for the next fragment of the announced data set.</summary>
    /// <returns>Null at its end, when <see cref="DataSetPending"/> turns false, or when the association has ended. The fragment is borrowed until the next call.</returns>
    public async ValueTask<ReadOnlySequence<byte>?> ReceiveData()
    {
        if (_source is not null) return await ReceiveFrom(_source);
        if (!DataSetPending) return null;
        if (await NextValue() is not { } value) return null;
        if (value.IsCommand || value.ContextId != _dataContext)
        {
            await Association.Abort();
            return null;
        }
        DataSetPending = !value.IsLast;
        return value.Fragment;
    }

    private async ValueTask<ReadOnlySequence<byte>?> ReceiveFrom(DimseChannel source)
    {
        if (_read is null or { Task.IsCompleted: true }) return null;
        if (await source.ReceiveData() is { } fragment) return fragment;   // borrowed: only when the next is asked for is it done with
        DataSetPending = source.DataSetPending;
        _read.TrySetResult();
        return null;
    }

    /// <summary>Reads over the rest of the data set.</summary>
    /// <returns>False when the association ended before the end came, or more than <paramref name="most"/> bytes did, and then it is aborted.</returns>
    public async ValueTask<bool> SkipData(long most)
    {
        while (await ReceiveData() is { } fragment)
            if ((most -= fragment.Length) < 0)
            {
                await Association.Abort();
                return false;
            }
        return !DataSetPending;
    }

    /// <summary>Reads the announced data set into memory.</summary>
    /// <param name="most">Longest that is taken, in bytes; a longer one ends the association.</param>
    /// <returns>Null when the association has ended.</returns>
    public async ValueTask<byte[]?> ReceiveWhole(int most)
    {
        var whole = new ArrayBufferWriter<byte>();
        while (await ReceiveData() is { } fragment)
        {
            if (fragment.Length > most - whole.WrittenCount)
            {
                await Association.Abort();
                return null;
            }
            foreach (var part in fragment) whole.Write(part.Span);
        }
        return DataSetPending || Association.End is not null ? null : whole.WrittenSpan.ToArray();
    }

    /// <summary>Sends a command set and the data set that belongs to it.</summary>
    public async ValueTask Send(AcceptedContext context, CommandSet command, DataSet dataSet)
    {
        var bytes = Encoded(context, dataSet);
        using var turn = await Association.TakeTurn();
        await Association.Write(context.Id, command.WithDataSet().Encode(), bytes);
        await Association.Flush();
    }

    /// <summary>Writes a command set and the data set that belongs to it, to be sent with what follows.</summary>
    public async ValueTask Write(AcceptedContext context, CommandSet command, DataSet dataSet)
    {
        var bytes = Encoded(context, dataSet);
        using var turn = await Association.TakeTurn();
        await Association.Write(context.Id, command.WithDataSet().Encode(), bytes);
    }

    /// <summary>Sends what was written.</summary>
    public async ValueTask Flush()
    {
        using var turn = await Association.TakeTurn();
        await Association.Flush();
    }

    /// <summary>Sends a command set without data set.</summary>
    public async ValueTask Send(byte contextId, CommandSet command)
    {
        using var turn = await Association.TakeTurn();
        await Association.Send(contextId, isCommand: true, command.Encode(), isLast: true);
    }

    private static ReadOnlyMemory<byte> Encoded(AcceptedContext context, DataSet dataSet)
    {
        var bytes = new ArrayBufferWriter<byte>(512);
        DataSetWriter.Write(dataSet, TransferSyntax.Of(context.TransferSyntax), bytes);
        return bytes.WrittenMemory;
    }

    private async ValueTask<DataValue?> NextValue()
    {
        while (_next == _values.Count)
        {
            if (await Association.Receive() is not { } data) return null;
            (_values, _next) = (data.Values, 0);
        }
        return _values[_next++];
    }
}
