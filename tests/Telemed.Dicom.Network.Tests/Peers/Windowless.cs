using Telemed.Dicom.Dimse;

namespace Telemed.Dicom.Network.Tests;

/// <summary>Sending to a peer that is asked for a window of operations and grants none.</summary>
internal static class Windowless
{
    /// <summary>Every object is answered with success before the next is begun.</summary>
    public static async Task Sends(int port, string calledAe, params IReadOnlyList<string> paths)
    {
        var kinds = paths.Select(path => SampleFiles.Header(path)!).Select(h => (h.SopClassUid, h.TransferSyntaxUid)).Distinct().ToArray();
        var connected = await DimseClient.Connect(new Destination(calledAe, "127.0.0.1", port, null), "TELEMED", SendContexts.For(kinds), new(), TimeProvider.System,
            TestContext.Current.CancellationToken, SendContexts.Window(16));
        await using var client = Assert.IsType<ConnectOutcome.Connected>(connected).Client;
        Assert.Equal(new Telemed.Dicom.UpperLayer.OperationsWindow(16, 1), client.Association.Request.User.Operations);
        Assert.Equal(1, client.Window);
        foreach (var path in paths)
        {
            await using var opened = OutgoingObject.Open(path)!;
            var outcome = await client.Begin(opened, TestContext.Current.CancellationToken);
            Assert.True(outcome.IsCompleted);
            Assert.Equal(new StoreOutcome.Answered(GeneralStatus.Success), await outcome);
        }
        await client.Release();
    }
}
