using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Telemed.Dicom.Core;
using Telemed.Dicom.Dimse;
using Telemed.Dicom.Encoding;
using Telemed.Dicom.UpperLayer;

namespace Telemed.Imaging.Tests;

/// <summary>Query and retrieval over the real index: what is found, and by whom.</summary>
public sealed class QueryRetrieveTests(WebNode node) : IClassFixture<WebNode>, IAsyncLifetime
{
    private static readonly string Find = QueryModel.StudyRoot.FindClass;
    private static readonly Sample Ct = Sample.Read("CT_small.dcm");
    private static readonly Sample Chinese = Sample.Read("chrX2.dcm");
    private static readonly Sample Mr = Sample.Read("MR_small.dcm");

    public async ValueTask InitializeAsync()
    {
        (await node.Stow(Ct.File, Chinese.File, Mr.File)).EnsureSuccessStatusCode();
        await node.WhenIndexed();
    }

    public ValueTask DisposeAsync() => default;

    [Theory]
    [InlineData("PatientID", "1CT1")]
    [InlineData("PatientID", "1C*")]
    [InlineData("PatientID", "?CT1")]
    [InlineData("PatientName", "compressedsamples^ct1")]
    [InlineData("PatientName", "CompressedSamples")]
    [InlineData("StudyDate", "20040119")]
    [InlineData("StudyDate", "20040101-20040131")]
    [InlineData("StudyDate", "-20040119")]
    [InlineData("StudyTime", "07-08")]
    [InlineData("ModalitiesInStudy", "CT")]
    [InlineData("ModalitiesInStudy", "XA\\CT")]
    [InlineData("StudyID", "1CT1")]
    [InlineData("StudyDescription", "e+1")]
    [InlineData("PatientSex", "O")]
    public async Task A_study_is_found_by_each_of_its_keys(string keyword, string value)
    {
        var found = await Query("AE_A", "STUDY", (keyword, value), ("StudyInstanceUID", ""));
        Assert.Contains(Ct.Study, found.Select(f => f.Ascii(Tags.StudyInstanceUid)));
        var without = await Query("AE_A", "STUDY", (keyword, keyword.EndsWith("Date", StringComparison.Ordinal) ? "19000101" : keyword.EndsWith("Time", StringComparison.Ordinal) ? "235959" : "NOTTHIS"), ("StudyInstanceUID", ""));
        Assert.DoesNotContain(Ct.Study, without.Select(f => f.Ascii(Tags.StudyInstanceUid)));
    }

    [Fact]
    public async Task A_list_of_identifiers_finds_each_and_a_chinese_name_finds_its_study()
    {
        Assert.Equal(new HashSet<string?> { Ct.Study, Mr.Study }, [.. (await Query("AE_A", "STUDY", ("StudyInstanceUID", $"{Ct.Study}\\{Mr.Study}"))).Select(f => f.Ascii(Tags.StudyInstanceUid))]);
        Assert.Equal(Chinese.Study, Assert.Single(await Query("AE_A", "STUDY", ("PatientName", "王*"), ("StudyInstanceUID", ""))).Ascii(Tags.StudyInstanceUid));
    }

    [Fact]
    public async Task Levels_lead_from_the_study_to_its_series_and_objects()
    {
        var series = Assert.Single(await Query("AE_A", "SERIES", ("StudyInstanceUID", Ct.Study), ("Modality", ""), ("SeriesInstanceUID", ""), ("NumberOfSeriesRelatedInstances", "")));
        Assert.Equal(("CT", Ct.Series, 1L), (series.Ascii(Tags.Modality), series.Ascii(Tags.SeriesInstanceUid), series.Integer(Tags.NumberOfSeriesRelatedInstances)));
        var image = Assert.Single(await Query("AE_A", "IMAGE", ("StudyInstanceUID", Ct.Study), ("SeriesInstanceUID", Ct.Series), ("SOPInstanceUID", ""), ("SOPClassUID", ""), ("Rows", "")));
        Assert.Equal((Ct.Instance, 128L), (image.Ascii(Tags.SopInstanceUid), image.Integer(Tags.Rows)));
    }

    [Fact]
    public async Task Another_institution_finds_and_gets_nothing_until_a_case_opens_the_study()
    {
        Assert.Empty(await Query("AE_B", "STUDY", ("StudyInstanceUID", Mr.Study)));
        Assert.Empty(await Query("AE_NOBODY", "STUDY", ("StudyInstanceUID", Mr.Study)));
        await using (var receiver = await Receiver.Start("AE_B", node.ReceiverOfB))
        {
            Assert.Equal((GeneralStatus.Success, 0), await Move("AE_B", "AE_B", Mr.Study));   // nothing to send
            Assert.Empty(receiver.Stored);
        }
        var looks = node.Looks.Count;
        node.Opened.Add(("inst-b", Mr.Study));
        Assert.Single(await Query("AE_B", "STUDY", ("StudyInstanceUID", Mr.Study)));
        await using (var receiver = await Receiver.Start("AE_B", node.ReceiverOfB))
        {
            Assert.Equal((GeneralStatus.Success, 1), await Move("AE_B", "AE_B", Mr.Study));
            Assert.True(Mr.DataSet.Span.SequenceEqual(Assert.Single(receiver.Stored)));
        }
        Assert.Contains(node.Looks.Skip(looks), look => look.Caller.AccountId == "ae:AE_B");
    }

    [Fact]
    public async Task The_owner_may_not_have_its_study_sent_where_no_case_opens_it()
    {
        await using var receiver = await Receiver.Start("AE_B", node.ReceiverOfB);
        Assert.Equal((QueryStatus.NoSubOperation, 0), await Move("AE_A", "AE_B", Ct.Study));
        Assert.Empty(receiver.Stored);
        await using var own = await Receiver.Start("AE_A", node.ReceiverOfA);
        Assert.Equal((GeneralStatus.Success, 1), await Move("AE_A", "AE_A", Ct.Study));
        Assert.True(Ct.DataSet.Span.SequenceEqual(Assert.Single(own.Stored)));
    }

    [Fact]
    public async Task A_value_that_cannot_be_right_is_refused()
    {
        await using var client = await Connect("AE_A", Find);
        Assert.Equal(QueryStatus.IdentifierMismatch, await client.Find(Find, Keys("STUDY", ("StudyDate", "yesterday")), _ => true, default));
    }

    private async Task<List<DataSet>> Query(string calling, string level, params (string Keyword, string Value)[] keys)
    {
        await using var client = await Connect(calling, Find);
        var found = new List<DataSet>();
        var status = await client.Find(Find, Keys(level, keys), match => { found.Add(match); return true; }, default);
        Assert.Equal(GeneralStatus.Success, status);
        await client.Release();
        return found;
    }

    private async Task<(ushort?, int)> Move(string calling, string destination, string study)
    {
        await using var client = await Connect(calling, QueryModel.StudyRoot.MoveClass);
        var outcome = await client.Move(QueryModel.StudyRoot.MoveClass, destination, Keys("STUDY", ("StudyInstanceUID", study)), _ => true, default);
        await client.Release();
        return (outcome.Status, outcome.Counts.Completed);
    }

    private static DataSet Keys(string level, params (string Keyword, string Value)[] keys)
    {
        var set = new DataSet().AddAscii(Tags.QueryRetrieveLevel, Vr.CS, level).AddAscii(Tags.SpecificCharacterSet, Vr.CS, "GB18030");
        foreach (var (keyword, value) in keys)
        {
            Assert.True(DicomDictionary.TryFind(keyword, out var tag));
            set.Add(new Element(tag, DicomDictionary.VrOf(tag), TextEncoding.Encode(value, ["GB18030"])));
        }
        return set;
    }

    private async Task<DimseClient> Connect(string calling, string sopClass) => Assert.IsType<ConnectOutcome.Connected>(await DimseClient.Connect(
        new Destination("TELEMED", "127.0.0.1", node.DicomPort, null), calling, [new(1, sopClass, ["1.2.840.10008.1.2.1"])], new(), TimeProvider.System, default)).Client;

    /// <summary>An application entity that keeps what it is sent.</summary>
    private sealed class Receiver : IObjectSink, IApplicationEntities, IAsyncDisposable
    {
        private ServiceProvider services = null!;

        public System.Collections.Concurrent.ConcurrentQueue<byte[]> Stored { get; } = new();

        public static async Task<Receiver> Start(string title, int port)
        {
            var receiver = new Receiver();
            receiver.services = new ServiceCollection().AddLogging(l => l.SetMinimumLevel(LogLevel.None)).AddSingleton<IObjectSink>(receiver).AddSingleton<IApplicationEntities>(receiver)
                .AddDicomNode(new DicomNodeOptions { Port = port, Address = System.Net.IPAddress.Loopback, AeTitle = title }).BuildServiceProvider();
            await receiver.services.GetRequiredService<DicomNode>().StartAsync(default);
            return receiver;
        }

        public ValueTask<IIncomingObject> Begin(IncomingObject info, CancellationToken cancellationToken) => new(new Incoming(Stored));

        public ValueTask<EntityDecision> Decide(EntityAttempt attempt, CancellationToken cancellationToken) => new(new EntityDecision.Accepted(null));

        public async ValueTask DisposeAsync()
        {
            await services.GetRequiredService<DicomNode>().StopAsync(new CancellationToken(true));
            await services.DisposeAsync();
        }

        private sealed class Incoming(System.Collections.Concurrent.ConcurrentQueue<byte[]> stored) : IIncomingObject
        {
            private readonly MemoryStream bytes = new();

            public ValueTask Write(System.Buffers.ReadOnlySequence<byte> part, CancellationToken cancellationToken)
            {
                foreach (var piece in part) bytes.Write(piece.Span);
                return default;
            }

            public ValueTask<StoreStatus> Complete(CancellationToken cancellationToken)
            {
                stored.Enqueue(bytes.ToArray());
                return new(StoreStatus.Success);
            }

            public ValueTask DisposeAsync() => default;
        }
    }
}
