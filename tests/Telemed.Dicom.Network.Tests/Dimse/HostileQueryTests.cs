using Telemed.Dicom.Core;
using Telemed.Dicom.Dimse;
using Telemed.Dicom.UpperLayer;

namespace Telemed.Dicom.Network.Tests;

/// <summary>Identifiers and commands without sense to every service: a failure status or an abort, and the node goes on.</summary>
public sealed class HostileQueryTests
{
    private static readonly string[] Classes =
    [
        .. QueryModel.All.SelectMany(m => new[] { m.FindClass, m.MoveClass, m.GetClass }), WorklistService.SopClass, CommitmentData.SopClass,
    ];

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    public static TheoryData<string, CommandField> Services => new(Classes.Select(c => (c,
        c == CommitmentData.SopClass ? CommandField.NActionRq
        : c == WorklistService.SopClass || QueryModel.Of(c)!.FindClass == c ? CommandField.CFindRq
        : QueryModel.Of(c)!.MoveClass == c ? CommandField.CMoveRq : CommandField.CGetRq)));

    [Theory]
    [MemberData(nameof(Services))]
    public async Task Noise_for_an_identifier_is_answered_with_a_failure(string sopClass, CommandField field)
    {
        await using var node = await Node.Start();
        byte[][] noises =
        [
            [1], [0xFF, 0xFE, 0, 0xE0, 0xFF, 0xFF, 0xFF, 0xFF], [.. Enumerable.Repeat((byte)0xAA, 4096)],
            [8, 0, 0x52, 0, (byte)'C', (byte)'S', 0xFF, 0xFF],                       // a length beyond the end
            [8, 0, 0x52, 0, (byte)'S', (byte)'Q', 0, 0, 0xFF, 0xFF, 0xFF, 0xFF],     // a sequence without end
            [.. Enumerable.Repeat(Nested, 200).SelectMany(b => b)],                  // one in another, two hundred deep
            [],
        ];
        foreach (var noise in noises)
        {
            await using var client = await node.For(sopClass);
            var status = await Ask(client, sopClass, field, noise);
            Assert.False(status is null, $"no answer to {Convert.ToHexString(noise)[..Math.Min(16, noise.Length * 2)]}");
            Assert.False(GeneralStatus.IsDone(status.Value), $"{status:X4}");
            Assert.False(GeneralStatus.IsDone((await Ask(client, sopClass, field, noise))!.Value));   // and again on the same association
            await client.Release();
        }
        Assert.DoesNotContain(node.Log.Lines, line => line.Contains("Exception", StringComparison.Ordinal));
    }

    [Theory]
    [MemberData(nameof(Services))]
    public async Task An_identifier_without_end_ends_the_association(string sopClass, CommandField field)
    {
        await using var node = await Node.Start();
        await using var client = await node.For(sopClass);
        Assert.Null(await Ask(client, sopClass, field, new byte[20 << 20]));
        await using var next = await node.For(sopClass);
        Assert.Null(next.Association.End);
    }

    [Fact]
    public async Task Requests_sent_without_waiting_are_all_answered_when_a_window_was_negotiated()
    {
        await using var node = await Node.Start();
        var request = new Pdu.AssociateRq("TELEMED", "MODALITY", [Node.Echo], new() { Operations = new(50, 50) });
        await using var client = Assert.IsType<ConnectOutcome.Connected>(await DimseClient.Connect("127.0.0.1", node.Port, request, new(), TimeProvider.System, Stop)).Client;
        Assert.Equal(new OperationsWindow(16, 16), client.Association.Answer.User.Operations);
        for (ushort id = 1; id <= 16; id++) await client.Association.Send(1, true, Commands.EchoRequest(id).Encode(), true);
        var channel = new DimseChannel(client.Association);
        var answered = new List<ushort>();
        while (answered.Count < 16) answered.Add((await channel.Receive())!.Command.Number(CommandTag.MessageIdBeingRespondedTo)!.Value);
        Assert.Equal(Enumerable.Range(1, 16).Select(id => (ushort)id), answered.Order());
        await client.Release();
    }

    [Fact]
    public async Task A_request_in_the_middle_of_a_query_is_served_there_and_the_query_goes_on()
    {
        await using var node = await Node.Start();
        node.Studies.Add(SampleFiles.Fixture("CT_small.dcm"));
        node.Studies.Repeat = 50_000;
        var find = QueryModel.StudyRoot.FindClass;
        var request = new Pdu.AssociateRq("TELEMED", "MODALITY", [Node.Echo, new ProposedContext(3, find, ["1.2.840.10008.1.2.1"])], new());
        await using var client = Assert.IsType<ConnectOutcome.Connected>(await DimseClient.Connect("127.0.0.1", node.Port, request, new(), TimeProvider.System, Stop)).Client;
        var channel = new DimseChannel(client.Association);
        var keys = new DataSet().AddAscii(Tags.QueryRetrieveLevel, Vr.CS, "STUDY").AddAscii(Tags.StudyInstanceUid, Vr.UI, "");
        await channel.Send(client.Association.Context(3)!, Commands.QueryRequest(CommandField.CFindRq, 1, find), keys);
        await client.Association.Send(1, true, Commands.EchoRequest(2).Encode(), true);
        var (matches, echoAfter) = (0, -1);
        while (await channel.Receive() is { } message)
        {
            if (message.Command.Field is CommandField.CEchoRsp) echoAfter = matches;
            else if (message.Command.Number(CommandTag.Status) is GeneralStatus.Success) break;
            else matches++;
            Assert.True(await channel.SkipData(1 << 20));
        }
        Assert.Equal(50_000, matches);
        Assert.InRange(echoAfter, 0, 49_999);
    }

    private static byte[] Nested { get; } = [8, 0, 0x40, 0x11, (byte)'S', (byte)'Q', 0, 0, 0xFF, 0xFF, 0xFF, 0xFF, 0xFE, 0xFF, 0, 0xE0, 0xFF, 0xFF, 0xFF, 0xFF];

    private static async Task<ushort?> Ask(DimseClient client, string sopClass, CommandField field, byte[] bytes)
    {
        var command = field is CommandField.NActionRq
            ? new CommandSet().WithUid(CommandTag.RequestedSopClassUid, sopClass).With(CommandTag.CommandField, (ushort)field).With(CommandTag.MessageId, 1)
                .WithDataSet().WithUid(CommandTag.RequestedSopInstanceUid, CommitmentData.Instance).With(CommandTag.ActionTypeId, 1)
            : Commands.QueryRequest(field, 1, sopClass).WithText(CommandTag.MoveDestination, "NOWHERE");
        await client.Association.Send(1, true, command.Encode(), true);
        await client.Association.Send(1, false, bytes, true);
        var channel = new DimseChannel(client.Association);
        if (await channel.Receive() is not { } response) return null;
        return await channel.SkipData(1 << 20) ? response.Command.Number(CommandTag.Status) : null;
    }
}
