using System.Globalization;
using System.Numerics;
using System.Security.Cryptography;
using System.Text;

namespace Telemed.Imaging.Ordering;

/// <summary>What follows for images from the case that orders them. Pure.</summary>
internal static class OrderedStudy
{
    private static readonly string[] Images = ["CT", "MR", "DX", "CR", "US", "XA", "MG", "RF", "NM", "PT", "PX", "IO", "ES", "OT"];

    /// <summary>Equipment that serves a kind of consultation; null for one that needs none.</summary>
    public static IReadOnlyList<string>? Modalities(string kind) => kind switch
    {
        "imaging" => Images,
        "ultrasound" => ["US"],
        "ecg" => ["ECG"],
        "pathology" => ["SM", "GM"],
        _ => null,
    };

    /// <summary>A referral may need any picture.</summary>
    public static IReadOnlyList<string> Any => Images;

    /// <summary>The study that a case orders: always the same UID for the same case (PS3.5 Annex B.2).</summary>
    public static string UidOf(string caseId)
    {
        var hash = SHA256.HashData(Encoding.UTF8.GetBytes("imaging order " + caseId)).AsSpan(0, 16).ToArray();
        hash[6] = (byte)((hash[6] & 0x0F) | 0x80);   // a UUID of version 8 (RFC 9562)
        hash[8] = (byte)((hash[8] & 0x3F) | 0x80);
        return "2.25." + new BigInteger(hash, isUnsigned: true, isBigEndian: true).ToString(CultureInfo.InvariantCulture);
    }

    /// <summary>The words of the step, in the language of the region.</summary>
    public static string Description(OpenOrder order) => (order.Category, order.Kind) switch
    {
        ("referral", _) => "转诊检查",
        (_, "ultrasound") => "远程超声会诊检查",
        (_, "ecg") => "远程心电会诊检查",
        (_, "pathology") => "远程病理会诊检查",
        _ => "远程影像会诊检查",
    };
}
