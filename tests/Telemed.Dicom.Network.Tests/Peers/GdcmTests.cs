using Telemed.Dicom.Core;
using Telemed.Testing;

namespace Telemed.Dicom.Network.Tests;

/// <summary>gdcm's one program against our node.</summary>
/// <remarks>gdcmscu 3.0.21 stops by SIGABRT when the other side, whichever it is, has agreed to its release: only what went over the wire before that counts.</remarks>
[Trait("Category", "Peer")]
public sealed class GdcmTests
{
    [Fact]
    public async Task Gdcmscu_verifies_the_node()
    {
        await using var trip = await RoundTrip.With("GDCM");
        await Run(trip, "--echo");
        await trip.Node.Log.Awaits("Association from GDCM ", ": Released None, 1 done, 0 failed");
    }

    [Fact]
    public async Task Gdcmscu_stores_objects_that_say_what_its_files_say()
    {
        // It cannot read a file without SOP class, nor the value representation OD, and it calls the fragments of one file OB that were OW.
        foreach (var path in RoundTrip.Samples("chrSQEncoding.dcm", "sm_annotations.dcm", "SC_rgb_rle_16bit_2frame.dcm"))
        {
            await using var trip = await RoundTrip.With("GDCM");
            await Run(trip, "--store", path);
            RoundTrip.AssertSame(path, Assert.Single(trip.Archive()));
            await trip.Node.Log.Awaits("Association from GDCM ", ": Released None, 1 done, 0 failed");
        }
    }

    [Theory]
    [InlineData("--studyroot", "--study", "10,20=1CT1", 1)]
    [InlineData("--patientroot", "--patient", "10,10=CompressedSamples*", 2)]
    [InlineData("--patientroot", "--patient", "10,10=王*", 1)]
    [InlineData("--studyroot", "--study", "10,20=NOBODY", 0)]
    public async Task Gdcmscu_finds_what_matches(string model, string level, string key, int matches)
    {
        await using var trip = await RoundTrip.With("GDCM");
        trip.Node.Studies.Add(new[] { "CT_small.dcm", "MR_small_implicit.dcm", "chrX2.dcm" }.Select(SampleFiles.Fixture));
        var output = await Run(trip, "--find", "-D", model, level, "--key", key, "--key", "20,d=");
        Assert.Contains("C-Find was successful", output, StringComparison.Ordinal);
        Assert.Equal(matches, output.Split("(0000,0900) ?? (US) 65280").Length / 2);   // it prints every pending response twice
        await trip.Node.Log.Awaits("Association from GDCM ", ": Released None, 1 done, 0 failed");
    }

    [Fact]
    public async Task Gdcmscu_has_a_study_moved_to_itself()
    {
        // It accepts explicit representations for what it receives, and then reads it as implicit: the one object it can take is stored so.
        var port = FreePort.Take();
        await using var trip = await RoundTrip.With("GDCM", port);
        var path = SampleFiles.Fixture("MR_small_implicit.dcm");
        trip.Node.Studies.Add(path);
        await Run(trip, "--move", "--studyroot", "--study", "--key", $"20,d={trip.Node.Studies.Objects[0].Header.Ascii(Tags.StudyInstanceUid)}", "--port-scp", $"{port}", "-o", trip.Out);
        RoundTrip.AssertSame(path, Assert.Single(Directory.EnumerateFiles(trip.Out)));
        await trip.Node.Log.Awaits("Association from GDCM ", ": Released None, 1 done, 0 failed");
    }

    private static async Task<string> Run(RoundTrip trip, string operation, params string[] arguments) =>
        (await Peer.Run("gdcmscu", [operation, "127.0.0.1", trip.Port, "--aetitle", "GDCM", "--call", "TELEMED", .. arguments])).Output;
}
