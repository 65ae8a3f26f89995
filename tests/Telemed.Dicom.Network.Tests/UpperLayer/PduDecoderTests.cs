using Telemed.Dicom.UpperLayer;
using static Telemed.Dicom.Network.Tests.PduSamples;

namespace Telemed.Dicom.Network.Tests;

public class PduDecoderTests
{
    private static readonly byte[] ApplicationContext = Item(0x10, "1.2.840.10008.3.1.1.1");
    private static readonly byte[] User = Item(0x50, Item(0x51, [0, 0, 0x40, 0]));

    [Fact]
    public void A_request_for_verification_is_read_field_by_field()
    {
        var rq = Assert.IsType<Pdu.AssociateRq>(Decode(EchoRequest()).Pdu);
        Assert.Equal(("NODE", "MODALITY", (ushort)1), (rq.CalledAe, rq.CallingAe, rq.ProtocolVersion));
        Assert.Equal(new ProposedContext(1, "1.2.840.10008.1.1", ["1.2.840.10008.1.2"]), Assert.Single(rq.Contexts));
        Assert.Equal(new UserInformation { MaxLength = 16_384, ImplementationClassUid = "1.2.3.4", ImplementationVersion = "PEER_1" }, rq.User);
    }

    [Fact]
    public void Every_user_information_item_is_read_and_unknown_ones_are_skipped()
    {
        byte[] sop = [0, 3, (byte)'1', (byte)'.', (byte)'2'];
        var (pdu, fault) = Decode(AssociateRq(ApplicationContext, Context(1), Item(0x50,
            [.. Item(0x51, [0, 1, 0, 0]), .. Item(0x53, [0, 0, 0, 5]), .. Item(0x54, [.. sop, 0, 1]), .. Item(0x56, [.. sop, 9, 8]),
             .. Item(0x7E, "what is this"), .. Item(0x58, [2, 1, 0, 2, (byte)'m', (byte)'e', 0, 1, (byte)'x'])]),
            Item(0x99, "nor this")));
        Assert.Equal(PduFault.None, fault);
        Assert.Equal(new UserInformation
        {
            MaxLength = 65_536,
            Operations = new(0, 5),
            Roles = [new("1.2", false, true)],
            Extended = [new("1.2", [9, 8])],
            Identity = new(2, true, [(byte)'m', (byte)'e'], [(byte)'x']),
        }, ((Pdu.AssociateRq)pdu!).User);
    }

    [Fact]
    public void A_passcode_never_shows_in_text() =>
        Assert.DoesNotContain("120", new UserInformation { Identity = new(2, true, [120], [120]) }.ToString());

    [Theory]
    [InlineData("no application context", PduFault.ItemMissingOrRepeated)]
    [InlineData("application context twice", PduFault.ItemMissingOrRepeated)]
    [InlineData("no presentation context", PduFault.ItemMissingOrRepeated)]
    [InlineData("no user information", PduFault.ItemMissingOrRepeated)]
    [InlineData("user information twice", PduFault.ItemMissingOrRepeated)]
    [InlineData("even context id", PduFault.BadContextId)]
    [InlineData("context id twice", PduFault.BadContextId)]
    [InlineData("context without abstract syntax", PduFault.ItemMissingOrRepeated)]
    [InlineData("context without transfer syntax", PduFault.ItemMissingOrRepeated)]
    [InlineData("UID of 65 characters", PduFault.BadText)]
    [InlineData("UID with a control character", PduFault.BadText)]
    [InlineData("129 contexts", PduFault.TooManyItems)]
    [InlineData("65 transfer syntaxes", PduFault.TooManyItems)]
    [InlineData("513 user items", PduFault.TooManyItems)]
    [InlineData("item longer than the PDU", PduFault.Truncated)]
    [InlineData("sub-item longer than its item", PduFault.Truncated)]
    [InlineData("role UID longer than its item", PduFault.Truncated)]
    [InlineData("maximum length of three bytes", PduFault.Truncated)]
    [InlineData("half an item header", PduFault.Truncated)]
    public void A_request_with_a_fault_is_refused_for_it(string what, PduFault expected) => Assert.Equal(expected, Decode(Faulty(what)).Fault);

    [Fact]
    public void A_request_cut_anywhere_inside_is_refused_or_lacks_an_item()
    {
        var body = EchoRequest()[6..];
        for (var n = 0; n < body.Length; n++) Assert.NotEqual(PduFault.None, Decode(Pdu(1, body[..n])).Fault);
    }

    [Fact]
    public void Two_values_in_one_data_PDU_are_both_read()
    {
        byte[] two = [.. Data(1, 3, 0xAA)[6..], .. Data(3, 0, 0xBB, 0xCC)[6..]];
        var data = Assert.IsType<Pdu.Data>(Decode(Pdu(4, two)).Pdu);
        Assert.Equal([new(1, true, true, new([0xAA])), new(3, false, false, new([0xBB, 0xCC]))], data.Values);
    }

    [Theory]
    [InlineData("0000000A 01 03 AABB", PduFault.Truncated)]             // claims ten bytes, has four
    [InlineData("00000001 01 03", PduFault.Truncated)]                  // a length that does not even count its own two bytes
    [InlineData("00000000 01 03", PduFault.Truncated)]
    [InlineData("FFFFFFFF 01 03", PduFault.Truncated)]
    [InlineData("00000002 01", PduFault.Truncated)]
    [InlineData("", PduFault.Truncated)]                                // no value at all
    [InlineData("00000003 02 03 AA", PduFault.BadContextId)]            // even context
    [InlineData("00000003 01 03 AA 0000", PduFault.Truncated)]          // rubbish after a good value
    public void Data_value_lengths_that_do_not_fit_are_refused(string body, PduFault expected) =>
        Assert.Equal(expected, Decode(Pdu(4, Convert.FromHexString(body.Replace(" ", "")))).Fault);

    [Fact]
    public void More_data_values_than_the_limit_are_refused() => Assert.Equal(PduFault.TooManyItems,
        Decode(Pdu(4, [.. Enumerable.Repeat(Data(1, 0)[6..], 1_025).SelectMany(b => b)])).Fault);

    private static byte[] Context(byte id) => Item(0x20, [id, 0, 0, 0, .. Item(0x30, "1.2"), .. Item(0x40, "1.3")]);

    private static byte[] ContextOf(params byte[][] items) => Item(0x20, [1, 0, 0, 0, .. items.SelectMany(i => i)]);

    private static byte[] WithUser(params byte[][] items) => AssociateRq(ApplicationContext, Context(1), Item(0x50, [.. items.SelectMany(i => i)]));

    private static byte[] Faulty(string what) => what switch
    {
        "no application context" => AssociateRq(Context(1), User),
        "application context twice" => AssociateRq(ApplicationContext, ApplicationContext, Context(1), User),
        "no presentation context" => AssociateRq(ApplicationContext, User),
        "no user information" => AssociateRq(ApplicationContext, Context(1)),
        "user information twice" => AssociateRq(ApplicationContext, Context(1), User, User),
        "even context id" => AssociateRq(ApplicationContext, Context(2), User),
        "context id twice" => AssociateRq(ApplicationContext, Context(1), Context(1), User),
        "context without abstract syntax" => AssociateRq(ApplicationContext, ContextOf(Item(0x40, "1.3")), User),
        "context without transfer syntax" => AssociateRq(ApplicationContext, ContextOf(Item(0x30, "1.2")), User),
        "UID of 65 characters" => AssociateRq(ApplicationContext, ContextOf(Item(0x30, new string('1', 65)), Item(0x40, "1.3")), User),
        "UID with a control character" => AssociateRq(ApplicationContext, ContextOf(Item(0x30, "1.2\n3"), Item(0x40, "1.3")), User),
        "129 contexts" => AssociateRq([ApplicationContext, .. Enumerable.Range(0, 129).Select(i => Context((byte)(2 * i + 1))), User]),
        "65 transfer syntaxes" => AssociateRq(ApplicationContext, ContextOf([Item(0x30, "1.2"), .. Enumerable.Repeat(Item(0x40, "1.3"), 65)]), User),
        "513 user items" => WithUser([.. Enumerable.Repeat(Item(0x57, []), 513)]),
        "item longer than the PDU" => AssociateRq(ApplicationContext, Context(1), [0x50, 0, 0xFF, 0xFF]),
        "sub-item longer than its item" => AssociateRq(ApplicationContext, ContextOf([0x30, 0, 0, 9, (byte)'1']), User),
        "role UID longer than its item" => WithUser(Item(0x54, [0xFF, 0xFF, (byte)'1'])),
        "maximum length of three bytes" => WithUser(Item(0x51, [0, 0, 1])),
        "half an item header" => AssociateRq(ApplicationContext, Context(1), User, [0x50, 0]),
        _ => throw new ArgumentException(what),
    };
}
