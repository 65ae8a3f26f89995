using System.Buffers.Binary;
using System.Net;
using System.Net.Sockets;

namespace Telemed.Bench.Dicom;

/// <summary>The yardstick: length and bytes over TCP into a file, synced if that is wanted, then one byte back. No protocol and nothing to decide: what disk and loopback give.</summary>
internal static class TcpCopy
{
    public static void Serve(int port, string folder, bool synced)
    {
        var listener = new TcpListener(IPAddress.Loopback, port);
        listener.Start();
        for (var connection = 0; ; connection++)
        {
            var socket = listener.AcceptSocket();
            var prefix = $"{folder}/{connection}_";
            new Thread(() => Receive(socket, prefix, synced)).Start();
        }
    }

    public static void Send(int port, IEnumerable<byte[]> files)
    {
        using var socket = new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        socket.Connect(IPAddress.Loopback, port);
        var header = new byte[8];
        var answer = new byte[1];
        foreach (var file in files)
        {
            BinaryPrimitives.WriteInt64LittleEndian(header, file.Length);
            SendAll(socket, header);
            SendAll(socket, file);
            if (socket.Receive(answer) != 1) throw new IOException("no answer");
        }
    }

    public static void SendAll(Socket socket, ReadOnlySpan<byte> bytes)
    {
        while (!bytes.IsEmpty) bytes = bytes[socket.Send(bytes)..];
    }

    private static void Receive(Socket socket, string prefix, bool synced)
    {
        using var _ = socket;
        var buffer = new byte[1 << 20];
        for (var number = 0; ReadAll(socket, buffer.AsSpan(0, 8)); number++)
        {
            var left = BinaryPrimitives.ReadInt64LittleEndian(buffer);
            using (var file = File.OpenHandle($"{prefix}{number}", FileMode.CreateNew, FileAccess.Write))
            {
                for (long at = 0; left > 0;)
                {
                    var count = socket.Receive(buffer.AsSpan(0, (int)Math.Min(left, buffer.Length)));
                    if (count == 0) return;
                    RandomAccess.Write(file, buffer.AsSpan(0, count), at);
                    at += count;
                    left -= count;
                }
                if (synced) RandomAccess.FlushToDisk(file);
            }
            SendAll(socket, [(byte)'k']);
        }
    }

    private static bool ReadAll(Socket socket, Span<byte> bytes)
    {
        while (!bytes.IsEmpty)
        {
            var count = socket.Receive(bytes);
            if (count == 0) return false;
            bytes = bytes[count..];
        }
        return true;
    }
}
