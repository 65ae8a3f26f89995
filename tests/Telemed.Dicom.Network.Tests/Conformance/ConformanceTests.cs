namespace Telemed.Dicom.Network.Tests;

public sealed class ConformanceTests
{
    [Fact]
    public void The_conformance_statement_says_what_the_code_does()
    {
        var path = Path.Combine(SampleFiles.Root, "docs", "conformance", "dimse.md");
        var written = DimseStatement.Write();
        if (Environment.GetEnvironmentVariable("TELEMED_APPROVE") == "1") File.WriteAllText(path, written);
        Assert.Equal(File.ReadAllText(path), written);
    }
}
