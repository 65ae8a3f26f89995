using System.Diagnostics;

namespace Telemed.Dicom.Fuzz;

/// <summary>A target with the corpus that feeds it.</summary>
public static class FuzzRun
{
    /// <summary>By name: what takes the input, and which files of a folder it is made from.</summary>
    public static IReadOnlyDictionary<string, (Action<ReadOnlyMemory<byte>> Take, string Files)> Targets { get; } = new Dictionary<string, (Action<ReadOnlyMemory<byte>>, string)>
    {
        ["dataset"] = (DataSetTarget.Run, "*.dcm"),
        ["jpeg"] = (JpegTarget.Run, "*.jpg"),
        ["json"] = (JsonTarget.Run, "*.json"),
        ["multipart"] = (MultipartTarget.Run, "*.multipart"),
    };

    /// <summary>Every file of the corpus as it is, then changed ones until the time is over or as many as wanted were tried.</summary>
    /// <param name="target">Name of the target.</param>
    /// <param name="corpus">Folder.</param>
    /// <param name="limit">How long.</param>
    /// <param name="most">How many.</param>
    /// <param name="seed">Makes the same inputs again.</param>
    /// <param name="failed">Gets the input that failed, before the exception goes on.</param>
    /// <returns>How many inputs were tried.</returns>
    public static long Run(string target, string corpus, TimeSpan limit, long most, int seed, Action<byte[]> failed)
    {
        var (take, files) = Targets[target];
        var samples = Directory.EnumerateFiles(corpus, files, SearchOption.AllDirectories).Order(StringComparer.Ordinal).Select(File.ReadAllBytes).ToList();
        if (samples.Count == 0) throw new InvalidOperationException($"No {files} in {corpus}.");
        var random = new Random(seed);
        var clock = Stopwatch.StartNew();
        long inputs = 0;
        for (; inputs < most && clock.Elapsed < limit; inputs++)
        {
            byte[] input = inputs < samples.Count ? samples[(int)inputs] : Mutation.Of(samples, random);
            var one = Stopwatch.StartNew();
            try
            {
                take(input);
                if (one.Elapsed > TimeSpan.FromSeconds(10)) throw new TimeoutException("One input took longer than ten seconds.");
            }
            catch
            {
                failed(input);
                throw;
            }
        }
        return inputs;
    }
}
