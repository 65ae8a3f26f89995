using System.Globalization;
using System.Text;
using Telemed.Dicom.Dimse;
using Telemed.Dicom.UpperLayer;

namespace Telemed.Web.Tests;

/// <summary>Slices made from the real CT of the fixtures: the same pixels, each an instance of its own in one study.</summary>
internal sealed class Slices
{
    private readonly byte[] file;
    private readonly Part10Header header;

    public Slices()
    {
        file = File.ReadAllBytes(Fixtures.Path("dicom/CT_small.dcm"));
        header = Part10Header.Read(new MemoryStream(file))!;
    }

    public string SopClass => header.SopClassUid;

    public string Syntax => header.TransferSyntaxUid;

    /// <summary>The n-th slice: its SOP instance UID ends in 10000 + n.</summary>
    public (string Uid, byte[] DataSet) Take(int n)
    {
        var uid = header.SopInstanceUid[..^5] + (10_000 + n).ToString(CultureInfo.InvariantCulture);
        var bytes = file[(int)header.DataSetOffset..];
        var at = bytes.AsSpan().IndexOf(Encoding.ASCII.GetBytes(header.SopInstanceUid));
        Encoding.ASCII.GetBytes(uid).CopyTo(bytes.AsSpan(at));
        return (uid, bytes);
    }

    /// <summary>Sends slices one after the other until the association ends; the UIDs whose success was answered.</summary>
    public async Task Send(int port, string callingAe, IEnumerable<int> numbers, Action<string> sent, Action<string> stored, CancellationToken ct)
    {
        var request = new Pdu.AssociateRq("TELEMED", callingAe, EquatableList.From([new ProposedContext(1, SopClass, [Syntax])]), new());
        if (await DimseClient.Connect("127.0.0.1", port, request, new(), TimeProvider.System, ct) is not ConnectOutcome.Connected { Client: var client }) return;
        await using (client)
            foreach (var n in numbers)
            {
                var (uid, data) = Take(n);
                sent(uid);
                if (await client.Store(new(SopClass, uid, Syntax, new MemoryStream(data), data.Length), ct) is not StoreOutcome.Answered { Status: 0 }) return;
                stored(uid);
            }
    }
}

internal static class Fixtures
{
    public static string Path(string name, [System.Runtime.CompilerServices.CallerFilePath] string here = "") =>
        System.IO.Path.Combine(System.IO.Path.GetDirectoryName(here)!, "..", "fixtures", name);
}
