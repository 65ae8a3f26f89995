using System.Buffers;
using System.Globalization;
using System.Text;
using Telemed.Dicom.Core;
using Telemed.Dicom.Dimse;
using Telemed.Dicom.Encoding;
using Telemed.Dicom.UpperLayer;

namespace Telemed.Imaging.Storing;

/// <summary>What the door knew about an object, kept in the file itself so that the index can be made from the files alone.</summary>
/// <param name="InstitutionId">Whose object it is; null when nobody could say.</param>
/// <param name="ReceivedAt">UTC.</param>
/// <param name="SourceAe">Who sent it.</param>
/// <param name="Sha256">Of the data set bytes as received, lower-case hexadecimal; null until <see cref="StoredContent"/> has read them.</param>
/// <param name="PatientIdIssuer">Who gave the patient's ID, as the door knew it; null leaves it to what the object says.</param>
internal sealed record Provenance(string? InstitutionId, DateTimeOffset ReceivedAt, string? SourceAe, string? Sha256, string? PatientIdIssuer = null)
{
    /// <summary>Our name for the private information in the file meta group (PS3.10 §7.1).</summary>
    private const string Creator = "2.25.302871184519406724835570924611783204977";
    private const int Sha256Characters = 64;

    /// <summary>Of the data set bytes; null in files of the first two formats, which have the hash in its place.</summary>
    public string? Checksum { get; init; }

    /// <summary>What tells this content from others under the same UID, as far as it is known without reading it.</summary>
    public string Content => Checksum ?? Sha256!;

    /// <summary>Preamble and file meta group; its end is the place of the checksum, known when everything has been received.</summary>
    public static byte[] Begin(IncomingObject info, string? institutionId, DateTimeOffset receivedAt)
    {
        string issuer = Uri.EscapeDataString(info.PatientIdIssuer ?? ""), institution = Uri.EscapeDataString(institutionId ?? "");
        string text = string.Create(CultureInfo.InvariantCulture, $"3|{institution}|{issuer}|{receivedAt.UtcDateTime:O}|");
        if ((text.Length & 1) == 1) text = text[..^1] + " |";
        var meta = new DataSet()
            .AddAscii(Tags.MediaStorageSopClassUid, Vr.UI, info.SopClassUid)
            .AddAscii(Tags.MediaStorageSopInstanceUid, Vr.UI, info.SopInstanceUid)
            .AddAscii(Tags.TransferSyntaxUid, Vr.UI, info.TransferSyntaxUid)
            .AddAscii(Tags.ImplementationClassUid, Vr.UI, WellKnown.ImplementationClassUid)
            .AddAscii(Tags.SourceApplicationEntityTitle, Vr.AE, info.CallingAe)
            .AddAscii(Tags.PrivateInformationCreatorUid, Vr.UI, Creator)
            .AddAscii(Tags.PrivateInformation, Vr.OB, text + new string('0', Storing.Checksum.Characters));
        var output = new ArrayBufferWriter<byte>(1024);
        DicomFile.WriteMeta(meta, output);
        return output.WrittenSpan.ToArray();
    }

    /// <summary>Where the checksum belongs, in bytes from the start of a file that begins with <paramref name="meta"/>.</summary>
    public static long ChecksumOffset(ReadOnlySpan<byte> meta) => meta.Length - Storing.Checksum.Characters;

    /// <summary>Null for a file that this store did not write.</summary>
    public static Provenance? Of(DataSet meta)
    {
        if (meta.Ascii(Tags.PrivateInformationCreatorUid) != Creator || meta.Find(Tags.PrivateInformation) is not { } element) return null;
        var parts = Encoding.ASCII.GetString(element.Bytes.Span).Split('|');
        // The first format knew no issuer; the first two have a hash where the third has a checksum.
        string? issuer = parts is ["2" or "3", _, var named, _, _] ? Part(named) : null;
        bool hashed = parts[0] != "3";
        if (parts is not (["1", _, _, _] or ["2" or "3", _, _, _, _]) || parts[^1].Length != (hashed ? Sha256Characters : Storing.Checksum.Characters)
            || !DateTimeOffset.TryParse(parts[^2].TrimEnd(), CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var at)) return null;
        return new(Part(parts[1]), at, meta.Ascii(Tags.SourceApplicationEntityTitle), hashed ? parts[^1] : null, issuer) { Checksum = hashed ? null : parts[^1] };
    }

    private static string? Part(string text) => text.Length == 0 ? null : Uri.UnescapeDataString(text);
}
