using System.Diagnostics;
using System.Globalization;
using Telemed.Dicom.Fuzz;

// usage: Telemed.Dicom.Fuzz <folder of samples> [seconds] [seed]      a failing input is kept beside the program
if (args.Length == 0)
{
    Console.Error.WriteLine("A folder of sample objects is needed, such as tests/fixtures/dicom.");
    return 2;
}
var samples = Directory.EnumerateFiles(args[0], "*.dcm", SearchOption.AllDirectories).Order(StringComparer.Ordinal).Select(File.ReadAllBytes).ToList();
var limit = TimeSpan.FromSeconds(args.Length > 1 ? int.Parse(args[1], CultureInfo.InvariantCulture) : 60);
int seed = args.Length > 2 ? int.Parse(args[2], CultureInfo.InvariantCulture) : 1;
var random = new Random(seed);
var clock = Stopwatch.StartNew();
long inputs = 0;
for (; clock.Elapsed < limit; inputs++)
{
    byte[] input = Mutation.Of(samples, random);
    var one = Stopwatch.StartNew();
    try
    {
        DataSetTarget.Run(input);
        if (one.Elapsed > TimeSpan.FromSeconds(10)) throw new TimeoutException("One input took longer than ten seconds.");
    }
    catch (Exception e)
    {
        string name = string.Create(CultureInfo.InvariantCulture, $"failing-{seed}-{inputs}.dcm");
        File.WriteAllBytes(name, input);
        Console.Error.WriteLine($"{name}: {e}");
        return 1;
    }
}
Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{inputs} inputs in {clock.Elapsed.TotalSeconds:F0} s, seed {seed}: no failure"));
return 0;
