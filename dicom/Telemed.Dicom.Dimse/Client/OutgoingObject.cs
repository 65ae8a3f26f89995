namespace Telemed.Dicom.Dimse;

/// <summary>An object to send; its data set is read while it is sent.</summary>
/// <param name="SopClassUid">SOP class.</param>
/// <param name="SopInstanceUid">SOP instance.</param>
/// <param name="TransferSyntaxUid">How the data set is encoded; it is sent as it is.</param>
/// <param name="DataSet">At the first byte of the data set, after any file meta information.</param>
/// <param name="Length">Bytes of the data set.</param>
public sealed record OutgoingObject(string SopClassUid, string SopInstanceUid, string TransferSyntaxUid, Stream DataSet, long Length) : IAsyncDisposable
{
    /// <summary>On whose C-MOVE it is sent; null when it is sent for its own sake.</summary>
    public MoveOriginator? Originator { get; init; }

    /// <summary>A file with meta information, read while it is sent.</summary>
    /// <returns>Null when it has no readable meta information.</returns>
    /// <exception cref="IOException">It cannot be read.</exception>
    public static OutgoingObject? Open(string path)
    {
        var file = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.Read | FileShare.Delete, bufferSize: 0);
        if (Part10Header.Read(file) is not { } header)
        {
            file.Dispose();
            return null;
        }
        file.Position = header.DataSetOffset;
        return new(header.SopClassUid, header.SopInstanceUid, header.TransferSyntaxUid, file, file.Length - header.DataSetOffset);
    }

    /// <summary>Closes the data set.</summary>
    public ValueTask DisposeAsync() => DataSet.DisposeAsync();
}

/// <summary>The C-MOVE on whose behalf an object is sent (PS3.7 §9.1.1.1).</summary>
/// <param name="AeTitle">Who asked for it.</param>
/// <param name="MessageId">The C-MOVE-RQ.</param>
public sealed record MoveOriginator(string AeTitle, ushort MessageId);
