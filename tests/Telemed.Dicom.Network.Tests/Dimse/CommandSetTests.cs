using Telemed.Dicom.Dimse;

namespace Telemed.Dicom.Network.Tests;

public class CommandSetTests
{
    // C-ECHO-RQ, message 7: group length 56, SOP class Verification (padded), field 0030, message id, no data set.
    private const string EchoRequest =
        "0000 0000 04000000 38000000" + "0000 0200 12000000 312E322E3834302E31303030382E312E3100" +
        "0000 0001 02000000 3000" + "0000 1001 02000000 0700" + "0000 0008 02000000 0101";

    [Fact]
    public void An_echo_request_is_written_as_the_standard_lays_it_down() =>
        Assert.Equal(EchoRequest.Replace(" ", ""), Convert.ToHexString(Commands.EchoRequest(7).Encode()));

    [Fact]
    public void An_echo_request_is_read_back()
    {
        var command = CommandSet.Decode(Bytes(EchoRequest))!;
        Assert.Equal((CommandField.CEchoRq, (ushort?)7, "1.2.840.10008.1.1", false),
            (command.Field, command.Number(CommandTag.MessageId), command.Uid(CommandTag.AffectedSopClassUid), command.HasDataSet));
    }

    [Fact]
    public void A_response_brings_back_message_id_SOP_class_and_instance()
    {
        var response = Commands.Response(CommandSet.Decode(Commands.StoreRequest(9, "1.2", "3.4.5").Encode())!, 0xA700);
        Assert.Equal((CommandField.CStoreRsp, (ushort?)9, (ushort?)0xA700, "1.2", "3.4.5", false),
            (response.Field, response.Number(CommandTag.MessageIdBeingRespondedTo), response.Number(CommandTag.Status),
             response.Uid(CommandTag.AffectedSopClassUid), response.Uid(CommandTag.AffectedSopInstanceUid), response.HasDataSet));
    }

    [Theory]
    [InlineData("0000 0001 02000000")]                          // a value that is not there
    [InlineData("0000 0001 FFFFFFFF 3000")]                     // four gigabytes in two bytes
    [InlineData("0000 0001 0200")]                              // half a header
    [InlineData("0800 0500 02000000 4142")]                     // not group 0000
    [InlineData("0000 1001 02000000 0700 0000 0001 02000000 3000")]   // order falls
    [InlineData("0000 0001 02000000 3000 0000 0001 02000000 3000")]   // an element twice
    public void Bytes_that_are_no_command_set_are_refused(string hex) => Assert.Null(CommandSet.Decode(Bytes(hex)));

    [Fact]
    public void A_number_of_the_wrong_length_and_a_UID_that_is_none_read_as_missing()
    {
        var command = CommandSet.Decode(Bytes("0000 0200 04000000 312E2E32 0000 0001 01000000 30"))!;
        Assert.Equal((null, default), (command.Uid(CommandTag.AffectedSopClassUid), command.Field));
    }

    private static byte[] Bytes(string hex) => Convert.FromHexString(hex.Replace(" ", ""));
}
