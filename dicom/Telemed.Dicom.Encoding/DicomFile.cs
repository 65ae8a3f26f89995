using System.Buffers;
using System.Buffers.Binary;
using Telemed.Dicom.Core;

namespace Telemed.Dicom.Encoding;

/// <summary>Files of PS3.10 §7, and the bare data sets that are passed around under the same name.</summary>
public static class DicomFile
{
    /// <summary>Bytes before the file meta group: 128 of preamble and the prefix.</summary>
    public const int PreambleBytes = 132;

    private static readonly ReaderOptions MetaLimits = new() { MaxElements = 256, MaxValueBytes = 64 * 1024, MaxDepth = 1 };

    /// <summary>Reads a file with or without preamble and file meta group.</summary>
    /// <returns>Never throws for malformed bytes: the fault is in the result.</returns>
    public static FileResult Read(ByteSource source, ReaderOptions options)
    {
        if (source.Peek(PreambleBytes) is { Length: PreambleBytes } preamble && preamble[128..].SequenceEqual("DICM"u8)) source.TrySkip(PreambleBytes);
        var meta = StartsWithMeta(source) ? DataSetReader.ReadGroup(source, 2, MetaLimits) : new ReadResult([], null, null);
        var syntax = meta.DataSet.Ascii(Tags.TransferSyntaxUid) is { } uid ? TransferSyntax.Of(uid) : Guess(source.Peek(8));
        if (syntax is null || meta.Fault is not null)
            return new FileResult(meta.DataSet, syntax ?? TransferSyntax.ImplicitLittle, source.Position, [], null,
                meta.Fault ?? new Fault(FaultKind.NotDicom, default, source.Position));
        long offset = source.Position;
        var read = DataSetReader.Read(source, syntax, options);
        return new FileResult(meta.DataSet, syntax, offset, read.DataSet, read.PixelData, read.Fault);
    }

    /// <summary>Writes preamble, prefix and file meta group (PS3.10 §7.1); the group length is computed, the version is added when missing.</summary>
    public static void WriteMeta(DataSet meta, IBufferWriter<byte> output)
    {
        var complete = new DataSet();
        foreach (var element in meta) complete.Add(element);
        if (complete.Find(Tags.FileMetaInformationVersion) is null)
            complete.Add(new Element(Tags.FileMetaInformationVersion, Vr.OB, new byte[] { 0, 1 }));
        complete.Remove(Tags.FileMetaInformationGroupLength);
        var group = new ArrayBufferWriter<byte>(512);
        DataSetWriter.Write(complete, TransferSyntax.ExplicitLittle, group);
        var length = new byte[4];
        BinaryPrimitives.WriteUInt32LittleEndian(length, (uint)group.WrittenCount);
        output.GetSpan(PreambleBytes)[..128].Clear();
        output.Advance(128);
        output.Write("DICM"u8);
        DataSetWriter.Write([new Element(Tags.FileMetaInformationGroupLength, Vr.UL, length)], TransferSyntax.ExplicitLittle, output);
        output.Write(group.WrittenSpan);
    }

    /// <summary>Writes a whole file. The transfer syntax is that of the argument, whatever <paramref name="meta"/> says.</summary>
    public static void Write(DataSet meta, DataSet dataSet, TransferSyntax syntax, IBufferWriter<byte> output)
    {
        var complete = new DataSet();
        foreach (var element in meta) complete.Add(element);
        complete.AddAscii(Tags.TransferSyntaxUid, Vr.UI, syntax.Uid);
        WriteMeta(complete, output);
        DataSetWriter.Write(dataSet, syntax, output);
    }

    private static bool StartsWithMeta(ByteSource source) => source.Peek(4) is [2, 0, _, _];

    /// <summary>The first element of a data set has a low group; its fifth and sixth byte are letters only in explicit VR.</summary>
    private static TransferSyntax? Guess(ReadOnlySpan<byte> head)
    {
        if (head.Length < 8) return null;
        bool letters = char.IsAsciiLetterUpper((char)head[4]) && char.IsAsciiLetterUpper((char)head[5]);
        if (letters && head[0] == 0 && head[1] != 0) return TransferSyntax.ExplicitBig;
        if (head[1] != 0) return null;   // every first group seen in practice is below 0100
        if (letters) return TransferSyntax.ExplicitLittle;
        // Implicit: a first element is short, so the upper half of its length is zero, or it is a sequence of undefined length.
        return head[6] == 0 && head[7] == 0 || head[4..] is [0xFF, 0xFF, 0xFF, 0xFF] ? TransferSyntax.ImplicitLittle : null;
    }
}
