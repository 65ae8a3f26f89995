using Telemed.Dicom.Core;
using Telemed.Dicom.Dimse;
using Telemed.Dicom.Encoding;

namespace Telemed.Dicom.Network.Tests;

/// <summary>C-FIND over the wire, with our own client.</summary>
public sealed class FindTests
{
    private static readonly string StudyRoot = QueryModel.StudyRoot.FindClass;

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("STUDY", false, null, GeneralStatus.Success)]
    [InlineData("PATIENT", false, null, QueryStatus.IdentifierMismatch)]   // Study Root has no such level
    [InlineData("VOLUME", false, null, QueryStatus.IdentifierMismatch)]
    [InlineData("", false, null, QueryStatus.IdentifierMismatch)]
    [InlineData("SERIES", false, null, QueryStatus.IdentifierMismatch)]
    [InlineData("SERIES", false, "1.2*", QueryStatus.IdentifierMismatch)]
    [InlineData("SERIES", false, "1.2.3", GeneralStatus.Success)]
    [InlineData("SERIES", true, null, GeneralStatus.Success)]
    public async Task Keys_of_the_levels_above_are_required_unless_relational_queries_were_negotiated(string level, bool relational, string? study, int expected)
    {
        await using var node = await Node.Start();
        await using var client = await node.For(StudyRoot, relational ? [1] : []);
        var keys = new DataSet().AddAscii(Tags.QueryRetrieveLevel, Vr.CS, level);
        if (study is not null) keys.AddAscii(Tags.StudyInstanceUid, Vr.UI, study);
        Assert.Equal((ushort)expected, await client.Find(StudyRoot, keys, _ => true, Stop));
        Assert.Equal(GeneralStatus.Success, await client.Find(StudyRoot, Keys(), _ => true, Stop));   // the association goes on
    }

    [Fact]
    public async Task Only_what_was_asked_for_comes_back_with_level_and_where_to_get_it()
    {
        await using var node = await Node.Start();
        node.Studies.Add(SampleFiles.Fixture("CT_small.dcm"));
        await using var client = await node.For(StudyRoot);
        var matches = new List<DataSet>();
        await client.Find(StudyRoot, Keys().AddAscii(Tags.PatientId, Vr.LO, ""), m => { matches.Add(m); return true; }, Stop);
        var match = Assert.Single(matches);
        Assert.Equal([Tags.QueryRetrieveLevel, Tags.RetrieveAeTitle, Tags.PatientId, Tags.StudyInstanceUid], match.Select(e => e.Tag));
        Assert.Equal(("STUDY", "TELEMED", "1CT1"), (match.Ascii(Tags.QueryRetrieveLevel), match.Ascii(Tags.RetrieveAeTitle), match.Ascii(Tags.PatientId)));
        Assert.Equal(new Asker("MODALITY", "hospital-1"), node.Studies.Last!.Asker);
    }

    [Theory]
    [InlineData(null, "ISO_IR 192")]
    [InlineData("GB18030", "GB18030")]
    [InlineData("\\ISO 2022 IR 58", "\\ISO 2022 IR 58")]
    [InlineData("ISO_IR 100", "ISO_IR 192")]   // cannot say it
    [InlineData("ISO_IR 999", "ISO_IR 192")]
    public async Task The_answer_comes_in_the_character_set_of_the_question_when_that_can_say_it(string? asked, string answered)
    {
        await using var node = await Node.Start();
        node.Studies.Add(SampleFiles.Fixture("chrX2.dcm"));
        var name = node.Studies.Objects[0].Header.Text(Tags.PatientName, CharacterSets.Of(node.Studies.Objects[0].Header))!;
        Assert.Contains('王', name);
        await using var client = await node.For(StudyRoot);
        var keys = Keys().AddAscii(Tags.PatientName, Vr.PN, "");
        if (asked is not null) keys.AddAscii(Tags.SpecificCharacterSet, Vr.CS, asked);
        DataSet? match = null;
        await client.Find(StudyRoot, keys, m => { match = m; return true; }, Stop);
        Assert.Equal(answered.Split('\\'), match!.AsciiValues(Tags.SpecificCharacterSet));
        Assert.Equal(name, match!.Text(Tags.PatientName, CharacterSets.Of(match!)));
    }

    [Fact]
    public async Task An_answer_in_ascii_declares_no_character_set()
    {
        await using var node = await Node.Start();
        node.Studies.Add(SampleFiles.Fixture("CT_small.dcm"));
        await using var client = await node.For(StudyRoot);
        DataSet? match = null;
        await client.Find(StudyRoot, Keys().AddAscii(Tags.PatientName, Vr.PN, ""), m => { match = m; return true; }, Stop);
        Assert.Null(match!.Find(Tags.SpecificCharacterSet));
    }

    [Fact]
    public async Task A_cancelled_query_stops_long_before_its_end()
    {
        await using var node = await Node.Start();
        node.Studies.Add(SampleFiles.Fixture("CT_small.dcm"));
        node.Studies.Repeat = 1_000_000;
        await using var client = await node.For(StudyRoot);
        Assert.Equal(GeneralStatus.Cancelled, await client.Find(StudyRoot, Keys(), _ => false, Stop));
        Assert.InRange(node.Studies.Read, 1, 500_000);
        node.Studies.Repeat = 1;
        Assert.Equal(GeneralStatus.Success, await client.Find(StudyRoot, Keys(), _ => true, Stop));
    }

    [Fact]
    public async Task A_peer_that_hangs_up_ends_the_query()
    {
        await using var node = await Node.Start();
        node.Studies.Add(SampleFiles.Fixture("CT_small.dcm"));
        node.Studies.Repeat = 1_000_000;
        await using (var client = await node.For(StudyRoot))
            await client.Find(StudyRoot, Keys(), _ => throw new InvalidOperationException("enough"), Stop).ContinueWith(_ => { }, Stop, TaskContinuationOptions.None, TaskScheduler.Default);
        for (var i = 0; i < 200 && node.Associations > 0; i++) await Task.Delay(TimeSpan.FromMilliseconds(25), TimeProvider.System, Stop);
        Assert.Equal(0, node.Associations);
        Assert.InRange(node.Studies.Read, 1, 500_000);
    }

    [Fact]
    public async Task An_index_that_fails_fails_the_query_and_not_the_association()
    {
        await using var node = await Node.Start();
        await using var client = await node.For(StudyRoot);
        node.Studies.Fail = true;
        Assert.Equal(QueryStatus.UnableToProcess, await client.Find(StudyRoot, Keys(), _ => true, Stop));
        node.Studies.Fail = false;
        Assert.Equal(GeneralStatus.Success, await client.Find(StudyRoot, Keys(), _ => true, Stop));
    }

    [Fact]
    public async Task Extended_negotiation_is_answered_byte_for_byte_and_only_for_what_this_node_can()
    {
        await using var node = await Node.Start();
        await using var client = await node.For(StudyRoot, 1, 1, 1, 1, 1);
        Assert.Equal([1, 0, 1, 0, 0], Assert.Single(client.Association.Answer.User.Extended).Information);
        await client.Find(StudyRoot, Keys(), _ => true, Stop);
        Assert.Equal(new QueryNegotiation(true, false, true), node.Studies.Last!.Negotiated);
    }

    [Fact]
    public async Task Keys_the_index_does_not_keep_are_told_by_the_pending_status()
    {
        await using var node = await Node.Start();
        node.Studies.Add(SampleFiles.Fixture("CT_small.dcm"));
        var (_, output) = await Peer.Run("findscu", "-v", "-S", "-aec", "TELEMED", "127.0.0.1", $"{node.Port}", "-k", "QueryRetrieveLevel=STUDY", "-k", "StudyInstanceUID", "-k", "PatientComments");
        Assert.Contains("Pending: Warning", output, StringComparison.OrdinalIgnoreCase);
    }

    private static DataSet Keys() => new DataSet().AddAscii(Tags.QueryRetrieveLevel, Vr.CS, "STUDY").AddAscii(Tags.StudyInstanceUid, Vr.UI, "");
}
