using Telemed.Dicom.Fuzz;

namespace Telemed.Dicom.Tests;

/// <summary>A short run of each fuzz target over its kept corpus; the long ones are run by hand.</summary>
public sealed class FuzzTests
{
    [Theory]
    [InlineData("dataset", "tests/fixtures/dicom", 300)]
    [InlineData("jpeg", "fuzz/corpus", 20_000)]
    [InlineData("json", "fuzz/corpus", 20_000)]
    [InlineData("multipart", "fuzz/corpus", 5_000)]
    public void Hostile_input_is_refused_or_read_and_nothing_else(string target, string corpus, long most)
    {
        byte[] input = [];
        long tried = 0;
        var fault = Record.Exception(() => tried = FuzzRun.Run(target, Path.Combine(Root(), corpus), TimeSpan.FromSeconds(3), most, seed: 5, failing => input = failing));
        Assert.True(fault is null, $"{Convert.ToBase64String(input.AsSpan(0, Math.Min(input.Length, 3000)))}\n{fault}");
        Assert.True(tried > 20);
    }

    private static string Root()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(folder.FullName, "Telemed.sln"))) folder = folder.Parent ?? throw new InvalidOperationException("The tests run outside the repository.");
        return folder.FullName;
    }
}
