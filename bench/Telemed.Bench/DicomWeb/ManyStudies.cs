using System.Globalization;
using System.Text;
using Telemed.Dicom.Core;
using Telemed.Dicom.Dimse;
using Telemed.Imaging.Indexing;
using Telemed.Imaging.Storing;

namespace Telemed.Bench.DicomWeb;

/// <summary>Studies of a busy archive, the same every time: names, days over five years, one object each.</summary>
internal static class ManyStudies
{
    public const string Institution = "bench";

    private static readonly string[] Modalities = ["CT", "MR", "DX", "US", "CR", "XA", "MG"];
    private static readonly string[] Families = ["Wang", "Li", "Zhang", "Liu", "Chen", "Yang", "Zhao", "Huang", "Zhou", "Wu", "Smith"];
    private static readonly string[] Characters = ["王", "李", "张", "刘", "陈", "杨", "赵", "黄", "周", "吴", "史"];

    /// <summary>The header of one object.</summary>
    public static DataSet Header(int number)
    {
        var (random, day) = (new Random(number), new DateOnly(2021, 8, 1).AddDays(number * 7919 % 1826));
        int family = random.Next(Families.Length);
        var set = new DataSet().AddAscii(Tags.SpecificCharacterSet, Vr.CS, "ISO_IR 192").AddAscii(Tags.SopClassUid, Vr.UI, "1.2.840.10008.5.1.4.1.1.2")
            .AddAscii(Tags.SopInstanceUid, Vr.UI, $"2.25.4712.{number}.3").AddAscii(Tags.StudyInstanceUid, Vr.UI, $"2.25.4712.{number}.1")
            .AddAscii(Tags.SeriesInstanceUid, Vr.UI, $"2.25.4712.{number}.2").AddAscii(Tags.StudyDate, Vr.DA, day.ToString("yyyyMMdd", CultureInfo.InvariantCulture))
            .AddAscii(Tags.StudyTime, Vr.TM, $"{random.Next(8, 18):00}{random.Next(60):00}00").AddAscii(Tags.AccessionNumber, Vr.SH, $"A{number}")
            .AddAscii(Tags.Modality, Vr.CS, Modalities[random.Next(Modalities.Length)]).AddAscii(Tags.StudyDescription, Vr.LO, "Chest routine")
            .AddAscii(Tags.PatientId, Vr.LO, $"P{number / 2}").AddAscii(Tags.PatientBirthDate, Vr.DA, "19600101").AddAscii(Tags.PatientSex, Vr.CS, "O")
            .AddAscii(Tags.StudyId, Vr.SH, $"{number}").AddAscii(Tags.SeriesNumber, Vr.IS, "1").AddAscii(Tags.InstanceNumber, Vr.IS, "1");
        string name = $"{Families[family]}^Bench{number}={Characters[family]}^测试{number}";
        return set.Add(new Element(Tags.PatientName, Vr.PN, Encoding.UTF8.GetBytes(name.Length % 2 == 1 ? name + ' ' : name)));
    }

    /// <summary>Fills an index without files: what is measured is asking, not storing.</summary>
    public static void Fill(string folder, int studies)
    {
        using var index = new ImagingIndex(folder);
        using var writer = new IndexWriter(index);
        for (int at = 0; at < studies; at += 5000)
            writer.Add([.. Enumerable.Range(at, Math.Min(5000, studies - at)).Select(number => InstanceRecord.Of(Header(number),
                new Provenance(Institution, DateTimeOffset.UnixEpoch.AddSeconds(number), "BENCH", new string('0', 64)), TransferSyntax.ExplicitLittle.Uid, 1000)!)]);
    }
}
