using Telemed.Dicom.Core;
using Telemed.Dicom.Encoding;

namespace Telemed.Dicom.Tools;

/// <summary>Shows what is in files. Exit code 0: every file could be read to its end.</summary>
internal static class Dump
{
    public static int Run(string[] args)
    {
        if (args.Length == 0)
        {
            Console.Error.WriteLine("usage: dump FILE…");
            return 64;
        }
        var sound = true;
        foreach (var path in args) sound &= One(path);
        return sound ? 0 : 1;
    }

    private static bool One(string path)
    {
        try
        {
            using var file = File.OpenHandle(path);
            var read = DicomFile.Read(new FileSource(file), ReaderOptions.Header with { StopAtPixelData = false, DeferLongerThanBytes = 4096 });
            Console.WriteLine($"# {path}: {read.Syntax.Name}");
            DataSetPrinter.Print(read.Meta, Console.Out);
            DataSetPrinter.Print(read.DataSet, Console.Out);
            if (read.Fault is not { } fault) return true;
            Console.Error.WriteLine(fault.Kind is FaultKind.NotDicom ? $"{path}: no DICOM file" : $"{path}: {fault.Kind} at byte {fault.Offset}, in or after {fault.Tag}");
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            Console.Error.WriteLine($"{path}: {e.Message}");
        }
        return false;
    }
}
