using System.Buffers;
using System.Buffers.Binary;
using System.Net;
using System.Net.Sockets;
using Telemed.Dicom.Dimse;
using Telemed.Dicom.UpperLayer;

namespace Telemed.Bench.Dicom;

/// <summary>A sender whose PDUs are made before the clock starts, so that the receiver is what is measured.</summary>
internal static class DicomSender
{
    private const int FragmentLength = 131_072 - 6;

    public static byte[] Prepare(string instance, byte[] dataSet)
    {
        var output = new ArrayBufferWriter<byte>(dataSet.Length + 1_024);
        var command = Commands.StoreRequest(1, CtStudy.SopClass, instance).Encode();
        PduEncoder.EncodeDataHeader(1, isCommand: true, isLast: true, command.Length, output);
        output.Write(command);
        for (var at = 0; at < dataSet.Length; at += FragmentLength)
        {
            var length = Math.Min(FragmentLength, dataSet.Length - at);
            PduEncoder.EncodeDataHeader(1, isCommand: false, at + length == dataSet.Length, length, output);
            output.Write(dataSet.AsSpan(at, length));
        }
        return output.WrittenSpan.ToArray();
    }

    public static void Send(int port, string calledAe, IEnumerable<byte[]> prepared)
    {
        using var socket = new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        socket.Connect(IPAddress.Loopback, port);
        var request = new ArrayBufferWriter<byte>();
        PduEncoder.Encode(new Pdu.AssociateRq(calledAe, "BENCH", [new(1, CtStudy.SopClass, [CtStudy.TransferSyntax])],
            new() { MaxLength = 16_384, ImplementationClassUid = WellKnown.ImplementationClassUid }), request);
        TcpCopy.SendAll(socket, request.WrittenSpan);
        if (Read(socket)[0] != (byte)PduType.AssociateAc) throw new IOException("the association was not accepted");
        foreach (var one in prepared)
        {
            TcpCopy.SendAll(socket, one);
            var answer = Read(socket);
            if (answer[0] != (byte)PduType.DataTf || CommandSet.Decode(answer.AsSpan(12))?.Number(CommandTag.Status) != 0) throw new IOException("not stored");
        }
        TcpCopy.SendAll(socket, [5, 0, 0, 0, 0, 4, 0, 0, 0, 0]);
        Read(socket);
    }

    private static byte[] Read(Socket socket)
    {
        var header = new byte[6];
        Fill(socket, header);
        var pdu = new byte[6 + BinaryPrimitives.ReadInt32BigEndian(header.AsSpan(2))];
        header.CopyTo(pdu, 0);
        Fill(socket, pdu.AsSpan(6));
        return pdu;
    }

    private static void Fill(Socket socket, Span<byte> bytes)
    {
        while (!bytes.IsEmpty)
        {
            var count = socket.Receive(bytes);
            if (count == 0) throw new IOException("the receiver closed");
            // A receiver that answers in two writes with Nagle's algorithm on would otherwise wait for our delayed acknowledgement.
            if (OperatingSystem.IsLinux()) socket.SetRawSocketOption(6, 12, BitConverter.GetBytes(1));
            bytes = bytes[count..];
        }
    }
}
