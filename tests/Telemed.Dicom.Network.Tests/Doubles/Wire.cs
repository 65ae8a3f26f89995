using System.Buffers;
using System.IO.Pipelines;

namespace Telemed.Dicom.Network.Tests;

/// <summary>A connection in memory with ourselves as the peer: what we say is bytes, what we hear is bytes.</summary>
internal sealed class Wire : IDuplexPipe
{
    private readonly Pipe _toNode = new(new PipeOptions(pauseWriterThreshold: 8 << 20, resumeWriterThreshold: 4 << 20, useSynchronizationContext: false));
    private readonly Pipe _fromNode = new(new PipeOptions(pauseWriterThreshold: 8 << 20, resumeWriterThreshold: 4 << 20, useSynchronizationContext: false));

    PipeReader IDuplexPipe.Input => _toNode.Reader;

    PipeWriter IDuplexPipe.Output => _fromNode.Writer;

    private static CancellationToken Soon => new CancellationTokenSource(TimeSpan.FromSeconds(20)).Token;

    public async Task Say(params byte[] bytes) => await _toNode.Writer.WriteAsync(bytes, Soon);

    public Task Say(byte[] first, byte[] second, params byte[][] more) => Say([.. first, .. second, .. more.SelectMany(b => b)]);

    public Task HangUp() => _toNode.Writer.CompleteAsync().AsTask();

    public async Task<byte[]> Hear(int count)
    {
        var read = await _fromNode.Reader.ReadAtLeastAsync(count, Soon);
        Assert.True(read.Buffer.Length >= count, $"only {read.Buffer.Length} bytes of {count}: {Convert.ToHexString(read.Buffer.ToArray())}");
        var heard = read.Buffer.Slice(0, count).ToArray();
        _fromNode.Reader.AdvanceTo(read.Buffer.GetPosition(count));
        return heard;
    }

    /// <summary>One PDU, header and all.</summary>
    public async Task<byte[]> HearPdu()
    {
        var header = await Hear(6);
        return [.. header, .. await Hear(System.Buffers.Binary.BinaryPrimitives.ReadInt32BigEndian(header.AsSpan(2)))];
    }

    /// <summary>Everything until the node stops talking.</summary>
    public async Task<byte[]> HearRest()
    {
        while (true)
        {
            var read = await _fromNode.Reader.ReadAsync(Soon);
            if (read.IsCompleted) return read.Buffer.ToArray();
            _fromNode.Reader.AdvanceTo(read.Buffer.Start, read.Buffer.End);
        }
    }
}
