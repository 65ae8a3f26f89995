namespace Telemed.Imaging.Storing;

/// <summary>An object that is on the disk.</summary>
internal sealed record StoredObject(ObjectIdentity Identity, Provenance Provenance, string TransferSyntaxUid, string Path, long Bytes);
