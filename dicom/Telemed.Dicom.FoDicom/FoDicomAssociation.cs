using System.Net;
using System.Text;
using FellowOakDicom;
using FellowOakDicom.Network;
using FellowOakDicom.Network.Client;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Telemed.Dicom.Core;
using Telemed.Dicom.Dimse;

namespace Telemed.Dicom.FoDicom;

/// <summary>One association: fo-dicom speaks, the ports decide.</summary>
internal sealed class FoDicomAssociation(INetworkStream stream, System.Text.Encoding encoding, ILogger logger, DicomServiceDependencies dependencies)
    : DicomService(stream, encoding, logger, dependencies), IDicomServiceProvider, IDicomCEchoProvider, IDicomCStoreProvider, IDicomCFindProvider, IDicomCMoveProvider, IDicomCGetProvider
{
    private readonly CancellationTokenSource ended = new();
    private SinkStream? receiving;
    private string? institution;

    private FoDicomPorts Ports => (FoDicomPorts)UserState;

    private Asker Asker => new(Association.CallingAE, institution);

    public async Task OnReceiveAssociationRequestAsync(DicomAssociation association)
    {
        var remote = IPAddress.TryParse(association.RemoteHost, out var ip) ? new IPEndPoint(ip, association.RemotePort) : null;
        var decision = await Ports.Need<IApplicationEntities>().Decide(new(association.CallingAE, association.CalledAE, remote), ended.Token);
        if (decision is EntityDecision.Rejected { Reason: var reason })
        {
            await SendAssociationRejectAsync(DicomRejectResult.Permanent, DicomRejectSource.ServiceUser, (DicomRejectReason)(byte)reason);
            return;
        }
        institution = ((EntityDecision.Accepted)decision).InstitutionId;
        foreach (var context in association.PresentationContexts) FoNegotiation.Answer(context, Ports);
        await SendAssociationAcceptAsync(association);
    }

    public Task OnReceiveAssociationReleaseRequestAsync() => SendAssociationReleaseResponseAsync();

    public void OnReceiveAbort(DicomAbortSource source, DicomAbortReason reason) => ended.Cancel();

    public void OnConnectionClosed(Exception exception) => ended.Cancel();

    public Task<DicomCEchoResponse> OnCEchoRequestAsync(DicomCEchoRequest request) => Task.FromResult(new DicomCEchoResponse(request, DicomStatus.Success));

    protected override void CreateCStoreReceiveStream(FellowOakDicom.DicomFile file)
    {
        var meta = file.FileMetaInfo;
        var info = new IncomingObject(Association.CallingAE, Association.CalledAE, meta.MediaStorageSOPClassUID.UID, meta.MediaStorageSOPInstanceUID.UID, meta.TransferSyntax.UID.UID, null) { InstitutionId = institution };
        _dimseStream = receiving = new SinkStream(Ports.Need<IObjectSink>().Begin(info, ended.Token).AsTask(), ended.Token);
    }

    protected override FellowOakDicom.DicomFile? GetCStoreDicomFile() => null;   // the sink has it

    public async Task<DicomCStoreResponse> OnCStoreRequestAsync(DicomCStoreRequest request)
    {
        var status = receiving is { } whole ? await whole.Complete() : StoreStatus.ProcessingFailure;
        receiving = null;
        return new(request, DicomStatus.Lookup((ushort)status));
    }

    public Task OnCStoreRequestExceptionAsync(string tempFileName, Exception e) => Task.CompletedTask;

    public async IAsyncEnumerable<DicomCFindResponse> OnCFindRequestAsync(DicomCFindRequest request)
    {
        var keys = request.Dataset.ToTelemed();
        var model = QueryModel.Of(request.SOPClassUID.UID)!;
        if (QueryIdentifier.FaultOfQuery(keys, model, relational: false) is { } fault)
        {
            yield return Refused(new DicomCFindResponse(request, DicomStatus.Lookup(QueryStatus.IdentifierMismatch)), fault);
            yield break;
        }
        var level = QueryIdentifier.LevelOf(keys, model)!.Value;
        if (await Ports.Need<IStudyQueries>().Find(new(Asker, model, level, keys, default), ended.Token) is not QueryAnswer.Found found)
        {
            yield return new(request, DicomStatus.Lookup(QueryStatus.IdentifierMismatch));
            yield break;
        }
        var characterSet = keys.AsciiValues(Tags.SpecificCharacterSet) is { Length: > 0 } asked ? asked : Ports.Options.Query.CharacterSet;
        await foreach (var match in found.Matches)
        {
            var answer = FindResponse.Of(keys, match, characterSet, set => set
                .AddAscii(Tags.QueryRetrieveLevel, Vr.CS, level.Term()).AddAscii(Tags.RetrieveAeTitle, Vr.AE, Association.CalledAE));
            yield return new(request, found.AllKeysSupported ? DicomStatus.Pending : DicomStatus.Lookup(GeneralStatus.PendingKeysNotSupported)) { Dataset = answer.ToFoDicom() };
        }
        yield return new(request, DicomStatus.Success);
    }

    public async IAsyncEnumerable<DicomCMoveResponse> OnCMoveRequestAsync(DicomCMoveRequest request)
    {
        if (await Ports.Need<IDestinations>().Find(request.DestinationAE, ended.Token) is not { } to)
        {
            yield return new(request, DicomStatus.Lookup(QueryStatus.DestinationUnknown));
            yield break;
        }
        var (retrieval, fault) = await FoRetrieval.Select(Ports, request.SOPClassUID.UID, request.Dataset.ToTelemed(), Asker, new(to.AeTitle, to.InstitutionId), ended.Token);
        if (retrieval is null)
        {
            yield return Refused(new DicomCMoveResponse(request, DicomStatus.Lookup(QueryStatus.IdentifierMismatch)), fault);
            yield break;
        }
        var client = Ports.FoDicom.GetRequiredService<IDicomClientFactory>().Create(to.Host, to.Port, false, Ports.Options.AeTitle, to.AeTitle);
        await retrieval.Send(async store =>
        {
            store.Command.AddOrUpdate(DicomTag.MoveOriginatorApplicationEntityTitle, Association.CallingAE);
            store.Command.AddOrUpdate(DicomTag.MoveOriginatorMessageID, request.MessageID);
            await client.AddRequestAsync(store);
        }, () => client.SendAsync(ended.Token), ended.Token);
        yield return retrieval.Into(new DicomCMoveResponse(request, DicomStatus.Lookup(retrieval.Status)));
    }

    /// <remarks>Answers by itself, later: fo-dicom reads nothing from the association, so no C-STORE-RSP either, until this returns.</remarks>
    public async IAsyncEnumerable<DicomCGetResponse> OnCGetRequestAsync(DicomCGetRequest request)
    {
        var (retrieval, fault) = await FoRetrieval.Select(Ports, request.SOPClassUID.UID, request.Dataset.ToTelemed(), Asker, Asker, ended.Token);
        if (retrieval is null)
        {
            yield return Refused(new DicomCGetResponse(request, DicomStatus.Lookup(QueryStatus.IdentifierMismatch)), fault);
            yield break;
        }
        _ = Task.Run(async () =>
        {
            await retrieval.Send(SendRequestAsync, () => Task.CompletedTask, ended.Token);
            await SendResponseAsync(retrieval.Into(new DicomCGetResponse(request, DicomStatus.Lookup(retrieval.Status))));
        }, ended.Token);
    }

    private static T Refused<T>(T response, Tag? fault) where T : DicomResponse
    {
        if (fault is { } tag) response.Command.AddOrUpdate(DicomTag.OffendingElement, new DicomTag(tag.Group, tag.Element));
        return response;
    }

    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            ended.Cancel();
            receiving?.Dispose();
        }
        base.Dispose(disposing);
    }
}
