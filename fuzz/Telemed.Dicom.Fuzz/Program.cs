using System.Globalization;
using Telemed.Dicom.Fuzz;

// usage: Telemed.Dicom.Fuzz [dataset|jpeg|json|multipart] <folder of samples> [seconds] [seed]      a failing input is kept beside the program
string target = args.Length > 0 && FuzzRun.Targets.ContainsKey(args[0]) ? args[0] : "dataset";
string[] rest = args.Length > 0 && args[0] == target ? args[1..] : args;
if (rest.Length == 0)
{
    Console.Error.WriteLine("A folder of samples is needed, such as tests/fixtures/dicom for dataset, fuzz/corpus for the others.");
    return 2;
}
var limit = TimeSpan.FromSeconds(rest.Length > 1 ? int.Parse(rest[1], CultureInfo.InvariantCulture) : 60);
int seed = rest.Length > 2 ? int.Parse(rest[2], CultureInfo.InvariantCulture) : 1;
string kept = string.Create(CultureInfo.InvariantCulture, $"failing-{target}-{seed}.bin");
try
{
    long inputs = FuzzRun.Run(target, rest[0], limit, long.MaxValue, seed, input => File.WriteAllBytes(kept, input));
    Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{target}: {inputs} inputs in {limit.TotalSeconds:F0} s, seed {seed}: no failure"));
    return 0;
}
catch (Exception e)
{
    Console.Error.WriteLine($"{kept}: {e}");
    return 1;
}
