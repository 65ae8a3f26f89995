using System.Buffers;
using System.Globalization;
using System.Runtime.InteropServices;
using System.Text;
using Telemed.Contracts;
using Telemed.Dicom.Core;
using Telemed.Dicom.Dimse;
using Telemed.Dicom.Encoding;

namespace Telemed.Web.Demo;

/// <summary>Stores phantom images for the studies that the demo cases name, through the same door as a modality's C-STORE.</summary>
internal sealed class DemoImages(IObjectSink sink, IStudyAccess access, DemoRegionIds ids, DemoData data, DateTimeOffset now)
{
    private const string Ct = "1.2.840.10008.5.1.4.1.1.2";
    private const string Dx = "1.2.840.10008.5.1.4.1.1.1.1";
    private const string Mg = "1.2.840.10008.5.1.4.1.1.1.2";
    private const string Us = "1.2.840.10008.5.1.4.1.1.6.1";

    public Task Seed(IReadOnlyList<DemoStudy> studies, CancellationToken cancellationToken) => Parallel.ForEachAsync(
        studies, new ParallelOptions { MaxDegreeOfParallelism = 2, CancellationToken = cancellationToken }, async (study, ct) => await Store(study, ct));

    private async Task Store(DemoStudy study, CancellationToken cancellationToken)
    {
        var institution = ids.Institutions[study.Institution];
        var owner = new Caller("platform", null, institution, null, null, new HashSet<Role> { Role.Office });
        if (await access.MayRead(owner, study.StudyInstanceUid, cancellationToken)) return;
        var sender = data.Institutions.First(i => i.Key == study.Institution).AeTitles[0];
        var phantom = Phantom.For(study.Modality, study.Description);
        for (var number = 0; number < phantom.Slices; number++)
        {
            var uid = DemoCases.Uid($"{study.StudyInstanceUid}-{number}");
            var bytes = new ArrayBufferWriter<byte>();
            DataSetWriter.Write(Object(study, phantom, number, uid), TransferSyntax.ExplicitLittle, bytes);
            await using var incoming = await sink.Begin(
                new(sender, "TELEMED", ClassOf(study.Modality), uid, TransferSyntax.ExplicitLittle.Uid, null) { InstitutionId = institution }, cancellationToken);
            await incoming.Write(new(bytes.WrittenMemory), cancellationToken);
            if (await incoming.Complete(cancellationToken) is not (StoreStatus.Success or StoreStatus.DuplicateInstance) and var status)
                throw new InvalidDataException($"The demo image of case {study.Case} was answered with {status}.");
        }
    }

    private DataSet Object(DemoStudy study, Phantom phantom, int number, string uid)
    {
        var patient = data.Patients.First(p => p.Key == study.Patient);
        var set = new DataSet();
        Text(set, 0x00080005, Vr.CS, "ISO_IR 192");
        Text(set, 0x00080008, Vr.CS, @"ORIGINAL\PRIMARY");
        Text(set, 0x00080016, Vr.UI, ClassOf(study.Modality));
        Text(set, 0x00080018, Vr.UI, uid);
        Text(set, 0x00080020, Vr.DA, now.AddDays(-study.DaysAgo).ToString("yyyyMMdd", CultureInfo.InvariantCulture));
        Text(set, 0x00080030, Vr.TM, "083000");
        Text(set, 0x00080050, Vr.SH, $"DEMO{study.Case.ToUpperInvariant().Replace("-", "", StringComparison.Ordinal)}");
        Text(set, 0x00080060, Vr.CS, study.Modality);
        Text(set, 0x00080070, Vr.LO, "Telemed phantom");
        Text(set, 0x00080080, Vr.LO, data.Institutions.First(i => i.Key == study.Institution).Name);
        Text(set, 0x00081030, Vr.LO, study.Description);
        Text(set, 0x0008103E, Vr.LO, "演示体模，非真实影像");
        Text(set, 0x00100010, Vr.PN, patient.Name);
        Text(set, 0x00100020, Vr.LO, ids.Patients[study.Patient]);
        Text(set, 0x0020000D, Vr.UI, study.StudyInstanceUid);
        Text(set, 0x0020000E, Vr.UI, DemoCases.Uid($"{study.StudyInstanceUid}-series"));
        Text(set, 0x00200011, Vr.IS, "1");
        Text(set, 0x00200013, Vr.IS, (number + 1).ToString(CultureInfo.InvariantCulture));
        if (study.Modality == "CT") Geometry(set, study, number);
        Pixels(set, study.Modality, phantom, number);
        return set;
    }

    private static void Geometry(DataSet set, DemoStudy study, int number)
    {
        var z = string.Create(CultureInfo.InvariantCulture, $"{number * 5}");
        Text(set, 0x00180050, Vr.DS, "5");
        Text(set, 0x00200032, Vr.DS, $@"-160\-160\{z}");
        Text(set, 0x00200037, Vr.DS, @"1\0\0\0\1\0");
        Text(set, 0x00200052, Vr.UI, DemoCases.Uid($"{study.StudyInstanceUid}-frame"));
        Text(set, 0x00201041, Vr.DS, z);
    }

    private static void Pixels(DataSet set, string modality, Phantom phantom, int number)
    {
        var ct = modality == "CT";
        set.AddUInt16(Tag.From(0x00280002), 1);
        Text(set, 0x00280004, Vr.CS, "MONOCHROME2");
        set.AddUInt16(Tag.From(0x00280010), (ushort)phantom.Size).AddUInt16(Tag.From(0x00280011), (ushort)phantom.Size);
        Text(set, 0x00280030, Vr.DS, ct ? @"1.25\1.25" : @"0.6\0.6");
        set.AddUInt16(Tag.From(0x00280100), 16).AddUInt16(Tag.From(0x00280101), (ushort)(ct ? 16 : 12)).AddUInt16(Tag.From(0x00280102), (ushort)(ct ? 15 : 11))
            .AddUInt16(Tag.From(0x00280103), (ushort)(ct ? 1 : 0));
        Text(set, 0x00281050, Vr.DS, phantom.Centre.ToString(CultureInfo.InvariantCulture));
        Text(set, 0x00281051, Vr.DS, phantom.Width.ToString(CultureInfo.InvariantCulture));
        Text(set, 0x00281052, Vr.DS, "0");
        Text(set, 0x00281053, Vr.DS, "1");
        set.Add(new Element(Tag.From(0x7FE00010), Vr.OW, MemoryMarshal.AsBytes<short>(phantom.Slice(number)).ToArray()));
    }

    private static string ClassOf(string modality) => modality switch { "CT" => Ct, "MG" => Mg, "US" => Us, _ => Dx };

    private static void Text(DataSet set, uint tag, Vr vr, string value)
    {
        var bytes = Encoding.UTF8.GetBytes(value);
        if ((bytes.Length & 1) == 1) bytes = [.. bytes, (byte)(vr == Vr.UI ? 0 : ' ')];
        set.Add(new Element(Tag.From(tag), vr, bytes));
    }
}
