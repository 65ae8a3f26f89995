using System.Buffers;
using System.Security.Cryptography;
using Telemed.Dicom.Core;
using Telemed.Dicom.Encoding;
using Telemed.Dicom.Encoding.Deidentification;

namespace Telemed.Dicom.Tools;

/// <summary>Writes copies of files that name nobody (PS3.15 Annex E). Exit code 0: every file has a copy; 1: some were refused, which is said for each.</summary>
internal static class Deidentify
{
    public static int Run(string[] args)
    {
        if (Read(args) is not var (options, source, target)) return 64;
        var deidentifier = new Deidentifier(options);
        Directory.CreateDirectory(target);
        int done = 0, refused = 0;
        var files = Directory.Exists(source) ? Directory.EnumerateFiles(source, "*", SearchOption.AllDirectories).Order(StringComparer.Ordinal) : (IEnumerable<string>)[source];
        foreach (string file in files)
        {
            if (Copy(file, target, deidentifier) is not { } why) done++;
            else
            {
                refused++;
                Console.Error.WriteLine($"{file}: {why}");
            }
            if (!Console.IsErrorRedirected) Console.Error.Write($"\r{done + refused}");
        }
        Console.WriteLine($"{done} copies, {refused} refused");
        return refused == 0 && done > 0 ? 0 : 1;
    }

    /// <summary>Null when a copy was written, otherwise why not. The copy's name is its new identifier: names of files may be names of people.</summary>
    private static string? Copy(string path, string target, Deidentifier deidentifier)
    {
        var read = DicomFile.Read(new MemorySource(File.ReadAllBytes(path)), ReaderOptions.Whole);
        if (read.Fault is { } fault) return fault.ToString();
        if (deidentifier.Apply(read.DataSet, out var refusal) is not { } copy) return refusal.ToString();
        string instance = copy.Ascii(Tags.SopInstanceUid)!;
        var meta = new DataSet().AddAscii(Tags.MediaStorageSopClassUid, Vr.UI, copy.Ascii(Tags.SopClassUid)!).AddAscii(Tags.MediaStorageSopInstanceUid, Vr.UI, instance)
            .AddAscii(Tags.ImplementationClassUid, Vr.UI, Telemed.Dicom.UpperLayer.WellKnown.ImplementationClassUid);
        var output = new ArrayBufferWriter<byte>();
        DicomFile.Write(meta, copy, read.Syntax, output);
        using var file = new FileStream(Path.Combine(target, instance + ".dcm"), FileMode.Create, FileAccess.Write);
        file.Write(output.WrittenSpan);
        return null;
    }

    private static (DeidentificationOptions Options, string Source, string Target)? Read(string[] args)
    {
        var options = new DeidentificationOptions(RandomNumberGenerator.GetBytes(32));
        var places = new List<string>();
        for (int i = 0; i < args.Length; i++)
        {
            switch (args[i])
            {
                case "--secret" when i + 1 < args.Length && File.Exists(args[i + 1]):
                    options = options with { Secret = File.ReadAllBytes(args[++i]) };
                    break;
                case "--remove-dates":
                    options = options with { ShiftDates = false };
                    break;
                case "--keep-characteristics":
                    options = options with { RetainPatientCharacteristics = true };
                    break;
                case "--keep-devices":
                    options = options with { RetainDeviceIdentity = true };
                    break;
                case "--keep-descriptions":
                    options = options with { RetainDescriptions = true };
                    break;
                case "--strict":
                    options = options with { TrustModality = false };
                    break;
                default:
                    if (args[i].StartsWith("--", StringComparison.Ordinal)) return null;
                    places.Add(args[i]);
                    break;
            }
        }
        return places is [var source, var target] && options.Secret.Length >= 16 ? (options, source, target) : null;
    }
}
