using System.Globalization;
using System.Numerics;
using System.Security.Cryptography;
using Telemed.Dicom.Core;

namespace Telemed.Dicom.Encoding.Deidentification;

/// <summary>Makes copies for teaching and research that name nobody (PS3.15 Annex E, Basic Profile). The same secret gives the same names, identifiers and shifts.
/// Safe from any thread.</summary>
public sealed class Deidentifier
{
    private const int MostShiftedDays = 3650;
    private static readonly string[] OftenBurnedIn = ["US", "ES", "OT", "SC", "XC", "DOC", "SR", "CR", "XA", "RF", "IVUS", "GM", "OP", "EPS", "HC", "SMR"];
    private static readonly string[] DocumentRoots = ["1.2.840.10008.5.1.4.1.1.88.", "1.2.840.10008.5.1.4.1.1.104."];

    private readonly DeidentificationOptions options;

    /// <exception cref="ArgumentException">The secret is shorter than 16 bytes.</exception>
    public Deidentifier(DeidentificationOptions options)
    {
        if (options.Secret.Length < 16) throw new ArgumentException("The secret has fewer than 16 bytes.", nameof(options));
        this.options = options;
    }

    /// <summary>The copy; the object itself is not changed.</summary>
    /// <param name="set">A whole object, pixels included or left where they are.</param>
    /// <param name="refusal">Why there is no copy.</param>
    public DataSet? Apply(DataSet set, out DeidentificationRefusal? refusal)
    {
        refusal = Refuse(set);
        if (refusal is not null) return null;
        string patient = $"{set.Ascii(Tags.IssuerOfPatientId)}/{set.Ascii(Tags.PatientId) ?? set.Ascii(Tags.StudyInstanceUid)}";
        int days = ShiftOf(patient);
        var copy = Copy(set.ToUtf8(), patient, days);
        copy.AddAscii(new Tag(0x0012, 0x0062), Vr.CS, "YES").AddAscii(new Tag(0x0012, 0x0063), Vr.LO, "PS3.15 E.1 Basic Profile" + (options.ShiftDates ? ", modified dates" : ""));
        copy.Add(Element.Sequence(new Tag(0x0012, 0x0064), [.. Methods()]));
        return copy.AddAscii(new Tag(0x0028, 0x0303), Vr.CS, options.ShiftDates ? "MODIFIED" : "REMOVED");
    }

    /// <summary>The identifier that stands for another one: derived from it and the secret, below the root for identifiers made from numbers (PS3.5 §B.2).</summary>
    public string NewUid(string uid) => "2.25." + new BigInteger(Keyed("uid:" + uid).AsSpan(0, 16), isUnsigned: true).ToString(CultureInfo.InvariantCulture);

    /// <summary>Days by which a patient's dates move into the past, 1 to 3650.</summary>
    private int ShiftOf(string patient) => 1 + (int)(BitConverter.ToUInt32(Keyed("days:" + patient), 0) % MostShiftedDays);

    private DeidentificationRefusal? Refuse(DataSet set)
    {
        if (set.Ascii(Tags.SopClassUid) is not { } sopClass || set.Ascii(Tags.SopInstanceUid) is null || set.Ascii(Tags.StudyInstanceUid) is null
            || set.Ascii(Tags.SeriesInstanceUid) is null) return DeidentificationRefusal.Unidentified;
        if (DocumentRoots.Any(root => sopClass.StartsWith(root, StringComparison.Ordinal))) return DeidentificationRefusal.Document;
        if (set.Ascii(new Tag(0x0028, 0x0302)) == "YES") return DeidentificationRefusal.RecognizableFeatures;
        return set.Ascii(new Tag(0x0028, 0x0301)) switch
        {
            "YES" => DeidentificationRefusal.BurnedInAnnotation,
            "NO" => null,
            _ when sopClass.StartsWith("1.2.840.10008.5.1.4.1.1.7", StringComparison.Ordinal) => DeidentificationRefusal.PossiblyBurnedIn,   // secondary capture
            _ => !options.TrustModality || OftenBurnedIn.Contains(set.Ascii(Tags.Modality) ?? "OT") ? DeidentificationRefusal.PossiblyBurnedIn : null,
        };
    }

    private DataSet Copy(DataSet set, string patient, int days)
    {
        var copy = new DataSet();
        foreach (var element in set)
        {
            if (element.Tag.IsGroupLength) continue;
            if (Change(element, patient, days) is { } changed) copy.Add(changed);
        }
        return copy;
    }

    private Element? Change(Element element, string patient, int days)
    {
        switch (ConfidentialityProfile.ActionFor(element.Tag, element.Vr, options))
        {
            case ProfileAction.Remove:
                return null;
            case ProfileAction.Empty:
                return element.Vr == Vr.SQ ? Element.Sequence(element.Tag, []) : new Element(element.Tag, element.Vr, default);
            case ProfileAction.Dummy:
                return Ascii(element, element.Vr == Vr.PN ? "Anonymous^" + NameOf(patient) : NameOf(patient));
            case ProfileAction.NewUid:
                return Ascii(element, string.Join('\\', element.AsciiValues().Select(uid => uid.Length == 0 || IsWellKnown(uid) ? uid : NewUid(uid))));
            case ProfileAction.ShiftDate:
                return Ascii(element, string.Join('\\', element.AsciiValues().Select(value => Shift(value, days))));
            default:
                return element.Items is { } items ? Element.Sequence(element.Tag, [.. items.Select(item => Copy(item, patient, days))]) : element;
        }
    }

    /// <summary>Identifiers of the standard name classes, frames of reference of atlases and the like, and no patient's object.</summary>
    private static bool IsWellKnown(string uid) => uid.StartsWith("1.2.840.10008.", StringComparison.Ordinal);

    /// <summary>Eight letters that stand for a patient.</summary>
    private string NameOf(string patient) => Convert.ToHexString(Keyed("patient:" + patient).AsSpan(0, 4));

    /// <summary>The day moves, what follows it stays; what is no date is left out.</summary>
    private static string Shift(string value, int days) =>
        value.Length >= 8 && DateOnly.TryParseExact(value.AsSpan(0, 8), "yyyyMMdd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day) && day.DayNumber > days
            ? day.AddDays(-days).ToString("yyyyMMdd", CultureInfo.InvariantCulture) + value[8..] : "";

    private static Element Ascii(Element element, string value) => new DataSet().AddAscii(element.Tag, element.Vr, value).Find(element.Tag)!;

    private byte[] Keyed(string text) => HMACSHA256.HashData(options.Secret.Span, System.Text.Encoding.UTF8.GetBytes(text));

    /// <summary>Codes of what was done (PS3.16 CID 7050).</summary>
    private IEnumerable<DataSet> Methods()
    {
        yield return Code("113100", "Basic Application Confidentiality Profile");
        if (options.ShiftDates) yield return Code("113107", "Retain Longitudinal Temporal Information Modified Dates Option");
        if (options.RetainPatientCharacteristics) yield return Code("113108", "Retain Patient Characteristics Option");
        if (options.RetainDeviceIdentity) yield return Code("113109", "Retain Device Identity Option");
    }

    private static DataSet Code(string value, string meaning) => new DataSet()
        .AddAscii(new Tag(0x0008, 0x0100), Vr.SH, value).AddAscii(new Tag(0x0008, 0x0102), Vr.SH, "DCM").AddAscii(new Tag(0x0008, 0x0104), Vr.LO, meaning);
}
