using Microsoft.Extensions.Logging;
using Telemed.Dicom.Core;
using Telemed.Dicom.Encoding;

namespace Telemed.Dicom.Dimse;

/// <summary>Query SCP (PS3.4 Annex C): C-FIND in the Patient Root, Study Root and Patient/Study Only models.</summary>
public sealed partial class FindService(IStudyQueries queries, QueryOptions options, ILogger<FindService> log) : IDimseService
{
    private static readonly QueryNegotiation Can = new(Relational: true, CombinedDateTime: false, FuzzyNames: true);

    /// <inheritdoc/>
    public bool Accepts(string sopClassUid) => QueryModel.Of(sopClassUid)?.FindClass == sopClassUid;

    /// <inheritdoc/>
    public string? Choose(IReadOnlyList<string> transferSyntaxes) => IdentifierSyntax.Choose(transferSyntaxes);

    /// <inheritdoc/>
    public byte[]? Extend(string sopClassUid, IReadOnlyList<byte> proposed) => QueryNegotiation.Answer(proposed, Can);

    /// <inheritdoc/>
    public bool RunsBesideOthers => true;

    /// <inheritdoc/>
    public bool Answers(CommandField request) => request is CommandField.CFindRq;

    /// <inheritdoc/>
    public async ValueTask Serve(DimseMessage request, ServedAssociation association, CancellationToken cancellationToken)
    {
        if (await association.Channel.ReceiveWhole(FindAnswering.MaxIdentifierLength) is not { } bytes) return;
        var (refusal, status) = await Find(request, bytes, association, cancellationToken);
        if (status is null) return;
        association.Count(status.Value);
        var response = Commands.Response(request.Command, status.Value);
        await association.Channel.Send(request.Context.Id, refusal is { } tag ? response.WithTag(CommandTag.OffendingElement, tag) : response);
    }

    private async ValueTask<(Tag? Refused, ushort? Status)> Find(
        DimseMessage request, byte[] bytes, ServedAssociation association, CancellationToken cancellationToken)
    {
        var model = QueryModel.Of(request.Context.AbstractSyntax)!;
        var negotiated = QueryNegotiation.Of(association.Extended(request.Context.AbstractSyntax));
        if (IdentifierSyntax.Read(bytes, request.Context) is not { } keys) return (null, QueryStatus.UnableToProcess);
        if (QueryIdentifier.FaultOfQuery(keys, model, negotiated.Relational) is { } fault) return (fault, QueryStatus.IdentifierMismatch);
        var level = QueryIdentifier.LevelOf(keys, model)!.Value;
        try
        {
            var asker = new Asker(association.CallingAe, association.InstitutionId);
            var answer = await queries.Find(new(asker, model, level, keys, negotiated), cancellationToken);
            if (answer is QueryAnswer.Refused refused) return (refused.Key, QueryStatus.IdentifierMismatch);
            var found = (QueryAnswer.Found)answer;
            var responses = Responses(found.Matches, keys, level, association.CalledAe);
            return (null, await FindAnswering.Send(
                request, association, responses, found.AllKeysSupported ? GeneralStatus.Pending : GeneralStatus.PendingKeysNotSupported, cancellationToken));
        }
        catch (Exception e) when (!cancellationToken.IsCancellationRequested)
        {
            LogFault(e.GetType().Name, association.CallingAe);   // the message may hold what was asked for
            return (null, QueryStatus.UnableToProcess);
        }
    }

    private async IAsyncEnumerable<DataSet> Responses(IAsyncEnumerable<DataSet> matches, DataSet keys, QueryLevel level, string retrieveFrom)
    {
        var characterSet = keys.AsciiValues(Tags.SpecificCharacterSet) is { Length: > 0 } asked ? asked : options.CharacterSet;
        await foreach (var match in matches)
            yield return FindResponse.Of(keys, match, characterSet, set => set
                .AddAscii(Tags.QueryRetrieveLevel, Vr.CS, level.Term())
                .AddAscii(Tags.RetrieveAeTitle, Vr.AE, retrieveFrom));
    }

    [LoggerMessage(2020, LogLevel.Error, "A query from {CallingAe} failed: {Fault}")]
    private partial void LogFault(string fault, string callingAe);
}
