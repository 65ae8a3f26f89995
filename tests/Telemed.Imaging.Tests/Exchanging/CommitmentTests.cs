using Microsoft.Extensions.DependencyInjection;
using Telemed.Dicom.Core;
using Telemed.Dicom.Dimse;
using Telemed.Dicom.UpperLayer;

namespace Telemed.Imaging.Tests;

/// <summary>Storage commitment and performed steps against the real store.</summary>
public sealed class CommitmentTests(WebNode node) : IClassFixture<WebNode>
{
    private static readonly Sample Ct = Sample.Read("CT_small.dcm");
    private static readonly Sample Mr = Sample.Read("MR_small.dcm");
    private static readonly ReferencedObject Here = new(Ct.Info.SopClassUid, Ct.Instance);
    private static readonly ReferencedObject NotHere = new(Ct.Info.SopClassUid, "1.2.3.4.5");

    [Fact]
    public async Task An_asker_that_stays_gets_the_result_on_its_own_association()
    {
        await node.Stow(Ct.File);
        await using var client = await Connect("AE_A", CommitmentData.SopClass);
        Assert.Equal(GeneralStatus.Success, await client.AskCommitment("1.2.840.1", [Here], default));
        var (happened, information) = (await client.AwaitReport(default))!.Value;
        Assert.Equal((CommitmentData.AllCommitted, "1.2.840.1"), (happened, information.Ascii(Tags.TransactionUid)));
        Assert.Equal([Ct.Instance], Instances(information, Tags.ReferencedSopSequence));
        await client.Release();
        Assert.Empty(await Commitments.Waiting(default));
    }

    [Fact]
    public async Task What_is_not_here_or_of_another_class_or_damaged_is_not_committed_to()
    {
        await node.Stow(Ct.File, Mr.File);
        await node.WhenIndexed();
        var path = Directory.EnumerateFiles(Path.Combine(node.Folder, "dicom", "objects"), Mr.Instance + ".dcm", SearchOption.AllDirectories).Single();
        using (var file = File.OpenHandle(path, FileMode.Open, FileAccess.ReadWrite)) RandomAccess.Write(file, "x"u8, RandomAccess.GetLength(file) - 1);
        ReferencedObject[] asked = [Here, NotHere, new(Mr.Info.SopClassUid, Ct.Instance), new(Mr.Info.SopClassUid, Mr.Instance)];
        var verdicts = await Commitments.Judge(new("AE_A", "inst-a", "1.2.840.2", DateTimeOffset.UnixEpoch, asked), default);
        Assert.Equal([null, 0x0112, 0x0119, 0x0110], verdicts.Select(v => (int?)v.FailureReason));
    }

    [Fact]
    public async Task An_asker_that_releases_is_called_with_the_roles_exchanged_and_called_again_until_it_takes_the_result()
    {
        await node.Stow(Ct.File);
        await using (var client = await Connect("AE_B", CommitmentData.SopClass))
        {
            Assert.Equal(GeneralStatus.Success, await client.AskCommitment("1.2.840.3", [Here, NotHere], default));
            await client.Release();
        }
        var waiting = Assert.Single(await Commitments.Waiting(default));
        var clock = new LaterClock();
        var reporter = ActivatorUtilities.CreateInstance<CommitmentReporter>(node.Services, clock);
        clock.Later = TimeSpan.FromSeconds(10);
        await reporter.DeliverDue(default);   // nobody listens yet
        Assert.Single(await Commitments.Waiting(default));
        await using var asker = await EventTaker.Start(node.ReceiverOfB);
        await reporter.DeliverDue(default);   // not due again yet
        Assert.Empty(asker.Taken);
        clock.Later = TimeSpan.FromSeconds(60);
        await reporter.DeliverDue(default);
        var (happened, information, proposed) = Assert.Single(asker.Taken);
        Assert.Equal(CommitmentData.SomeFailed, happened);
        Assert.Equal(waiting.TransactionUid, information.Ascii(Tags.TransactionUid));
        Assert.Equal([Ct.Instance], Instances(information, Tags.ReferencedSopSequence));
        Assert.Equal(["1.2.3.4.5"], Instances(information, Tags.FailedSopSequence));
        Assert.Equal(new RoleSelection(CommitmentData.SopClass, false, true), Assert.Single(proposed));
        Assert.Empty(await Commitments.Waiting(default));
    }

    [Fact]
    public async Task Arguments_without_sense_are_refused()
    {
        await using var client = await Connect("AE_A", CommitmentData.SopClass);
        Assert.Equal(GeneralStatus.InvalidArgument, await client.AskCommitment("1..2", [Here], default));
        Assert.Equal(GeneralStatus.InvalidArgument, await client.AskCommitment("1.2.840.4", [], default));
        Assert.Equal(GeneralStatus.InvalidArgument, await client.AskCommitment("1.2.840.4", [new("CT", "1.2")], default));
    }

    [Fact]
    public async Task A_performed_step_is_created_changed_and_closed_by_its_own_institution_only()
    {
        await using var modality = await Connect("AE_A", PerformedStep.SopClass);
        await using var stranger = await Connect("AE_B", PerformedStep.SopClass);
        Assert.Equal(GeneralStatus.NoSuchInstance, await modality.SetStep("1.2.99", Status("COMPLETED"), default));
        Assert.Equal(GeneralStatus.MissingAttribute, await modality.CreateStep("1.2.99", Status("IN PROGRESS"), default));
        Assert.Equal(GeneralStatus.InvalidAttributeValue, await modality.CreateStep("1.2.99", Step("COMPLETED"), default));
        Assert.Equal(GeneralStatus.Success, await modality.CreateStep("1.2.99", Step("IN PROGRESS"), default));
        Assert.Equal(GeneralStatus.DuplicateInstance, await modality.CreateStep("1.2.99", Step("IN PROGRESS"), default));
        Assert.Equal(GeneralStatus.NoSuchInstance, await stranger.SetStep("1.2.99", Status("COMPLETED"), default));
        Assert.Equal(GeneralStatus.InvalidAttributeValue, await modality.SetStep("1.2.99", Status("DONE"), default));
        Assert.Equal(GeneralStatus.Success, await modality.SetStep("1.2.99", Status("COMPLETED"), default));
        Assert.Equal(GeneralStatus.ProcessingFailure, await modality.SetStep("1.2.99", Status("IN PROGRESS"), default));   // closed for good
        var kept = await node.Services.GetRequiredService<IPerformedSteps>().Find("inst-a", "1.2.99", default);
        Assert.Equal(("COMPLETED", "CT"), (kept!.Ascii(Tag.From(0x0040_0252)), kept!.Ascii(Tags.Modality)));
    }

    private ICommitments Commitments => node.Services.GetRequiredService<ICommitments>();

    private static DataSet Status(string status) => new DataSet().AddAscii(Tag.From(0x0040_0252), Vr.CS, status);

    private static DataSet Step(string status) => Status(status)
        .AddAscii(Tag.From(0x0040_0253), Vr.SH, "1").AddAscii(Tag.From(0x0040_0241), Vr.AE, "CT1").AddAscii(Tag.From(0x0040_0244), Vr.DA, "20260801")
        .AddAscii(Tag.From(0x0040_0245), Vr.TM, "0930").AddAscii(Tags.Modality, Vr.CS, "CT")
        .Add(Element.Sequence(Tag.From(0x0040_0270), [new DataSet().AddAscii(Tags.StudyInstanceUid, Vr.UI, "1.2.3")]));

    private static IEnumerable<string?> Instances(DataSet information, Tag sequence) =>
        information.Find(sequence)!.Items!.Select(item => item.Ascii(Tags.ReferencedSopInstanceUid));

    private async Task<DimseClient> Connect(string calling, string sopClass) => Assert.IsType<ConnectOutcome.Connected>(await DimseClient.Connect(
        new Destination("TELEMED", "127.0.0.1", node.DicomPort, null), calling, [new(1, sopClass, ["1.2.840.10008.1.2.1"])], new(), TimeProvider.System, default)).Client;

    private sealed class LaterClock : TimeProvider
    {
        public TimeSpan Later { get; set; }

        public override DateTimeOffset GetUtcNow() => System.GetUtcNow() + Later;
    }

    /// <summary>An asker that listens for results.</summary>
    private sealed class EventTaker : IDimseService, IApplicationEntities, IObjectSink, IAsyncDisposable
    {
        private ServiceProvider services = null!;

        public List<(ushort Event, DataSet Information, IReadOnlyList<RoleSelection> Roles)> Taken { get; } = [];

        public static async Task<EventTaker> Start(int port)
        {
            var taker = new EventTaker();
            taker.services = new ServiceCollection().AddLogging().AddSingleton<IApplicationEntities>(taker).AddSingleton<IObjectSink>(taker).AddSingleton<IDimseService>(taker)
                .AddDicomNode(new DicomNodeOptions { Port = port, Address = System.Net.IPAddress.Loopback, AeTitle = "AE_B" }).BuildServiceProvider();
            await taker.services.GetRequiredService<DicomNode>().StartAsync(default);
            return taker;
        }

        public bool Accepts(string sopClassUid) => sopClassUid == CommitmentData.SopClass;

        public string? Choose(IReadOnlyList<string> transferSyntaxes) => transferSyntaxes[0];

        public RoleSelection Role(RoleSelection proposed) => proposed;

        public bool Answers(CommandField request) => request is CommandField.NEventReportRq;

        public async ValueTask Serve(DimseMessage request, ServedAssociation association, CancellationToken cancellationToken)
        {
            var bytes = await association.Channel.ReceiveWhole(1 << 20);
            var read = Dicom.Encoding.DataSetReader.Read(new Dicom.Encoding.MemorySource(bytes), TransferSyntax.Of(request.Context.TransferSyntax), new());
            Taken.Add((request.Command.Number(CommandTag.EventTypeId)!.Value, read.DataSet, association.Channel.Association.Request.User.Roles));
            await association.Respond(request, GeneralStatus.Success);
        }

        public ValueTask<EntityDecision> Decide(EntityAttempt attempt, CancellationToken cancellationToken) => new(new EntityDecision.Accepted(null));

        public ValueTask<IIncomingObject> Begin(IncomingObject info, CancellationToken cancellationToken) => throw new NotSupportedException();

        public async ValueTask DisposeAsync()
        {
            await services.GetRequiredService<DicomNode>().StopAsync(new CancellationToken(true));
            await services.DisposeAsync();
        }
    }
}
