using System.Globalization;
using Telemed.Dicom.Core;
using Telemed.Dicom.Dimse;
using Telemed.Dicom.Encoding;
using Telemed.Imaging.Opening;
using Telemed.Imaging.Querying;
using FoundAnswer = Telemed.Dicom.Dimse.QueryAnswer.Found;

namespace Telemed.Imaging.Exchanging;

/// <summary>C-FIND over the imaging index: the identifier as a query of it, within what the asker's institution may see.</summary>
internal sealed class StudyQueries(ImagingQueries queries, Equipment equipment) : IStudyQueries
{
    public ValueTask<Dicom.Dimse.QueryAnswer> Find(QueryRequest request, CancellationToken cancellationToken)
    {
        var keys = new List<QueryKey>();
        bool all = Read(request.Keys, keys);
        var query = new ImagingQuery(LevelOf(request.Level), equipment.ScopeOf(request.Asker), keys)
        {
            FuzzyNames = request.Negotiated.FuzzyNames,
        };
        if (QueryConditions.Read(query, out var fault) is not { } conditions || queries.Stream(query, out fault) is not { } matches)
            return new(new Dicom.Dimse.QueryAnswer.Refused(fault!.Path.Tag));
        return new(new FoundAnswer(OneByOne(matches, cancellationToken), all && conditions.Ignored.Count == 0));
    }

    public static Querying.QueryLevel LevelOf(Dicom.Dimse.QueryLevel level) => level switch
    {
        Dicom.Dimse.QueryLevel.Patient => Querying.QueryLevel.Patient,
        Dicom.Dimse.QueryLevel.Study => Querying.QueryLevel.Study,
        Dicom.Dimse.QueryLevel.Series => Querying.QueryLevel.Series,
        _ => Querying.QueryLevel.Instance,
    };

    /// <returns>False when a key lies deeper than the index goes.</returns>
    private static bool Read(DataSet identifier, List<QueryKey> keys)
    {
        bool all = true;
        var sets = CharacterSets.Of(identifier);
        foreach (var element in identifier)
        {
            if (element.Tag == Tags.SpecificCharacterSet || element.Tag == Tags.QueryRetrieveLevel || element.Tag == Tags.RetrieveAeTitle || element.Tag.IsGroupLength) continue;
            if (element.Items is not { } items)
            {
                keys.Add(new(element.Tag, ValueOf(element, sets)));
                continue;
            }
            if (items is not [{ Count: > 0 } item, ..])
            {
                keys.Add(new(element.Tag, ""));
                continue;
            }
            var inner = CharacterSets.Of(item, sets);
            foreach (var part in item)
            {
                keys.Add(new(new TagPath(element.Tag, part.Tag), part.Items is null ? ValueOf(part, inner) : ""));
                all &= part.Items is not [{ Count: > 0 }, ..];
            }
        }
        return all;
    }

    private static string ValueOf(Element element, CharacterSets sets) =>
        element.Vr.IsText() ? string.Join('\\', element.Texts(sets))
        : element.Integer(0) is { } number ? number.ToString(CultureInfo.InvariantCulture)
        : "";

    private static async IAsyncEnumerable<DataSet> OneByOne(
        IEnumerable<DataSet> matches, [System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken cancellationToken)
    {
        foreach (var match in matches)
        {
            cancellationToken.ThrowIfCancellationRequested();
            yield return match;
        }
        await ValueTask.CompletedTask;
    }
}
