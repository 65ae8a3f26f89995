using Microsoft.Win32.SafeHandles;
using Telemed.Dicom.Core;
using Telemed.Dicom.Encoding;

namespace Telemed.Imaging.Storing;

/// <summary>An object that was set aside, as its file describes it.</summary>
internal sealed record QuarantinedObject(string Path, ObjectIdentity Identity, Provenance Provenance, string TransferSyntaxUid, long Bytes)
{
    private const int Sha256Characters = 64;

    /// <summary>Of the data set bytes: the end of its file's name.</summary>
    public string Sha256 => System.IO.Path.GetFileNameWithoutExtension(Path)[^Sha256Characters..];

    /// <summary>Null for a file that this store did not write.</summary>
    public static QuarantinedObject? Read(string path)
    {
        using var file = File.OpenHandle(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
        return Read(path, file);
    }

    public static QuarantinedObject? Read(string path, SafeFileHandle file)
    {
        var head = DicomFile.Read(new FileSource(file), ReaderOptions.UpTo(default));
        return Provenance.Of(head.Meta) is { } provenance && ObjectIdentity.Read(new FileSource(file, head.DataSetOffset), head.Syntax) is { } identity
            ? new(path, identity, provenance, head.Syntax.Uid, RandomAccess.GetLength(file)) : null;
    }
}
