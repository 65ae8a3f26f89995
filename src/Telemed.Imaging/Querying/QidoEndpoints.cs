using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Data.Sqlite;
using Telemed.Contracts;
using Telemed.Dicom.Core;
using Telemed.Dicom.Web;
using Telemed.Imaging.Indexing;
using Telemed.Imaging.Opening;

namespace Telemed.Imaging.Querying;

/// <summary>QIDO-RS (PS3.18 §10.6): studies the caller may see, their series and instances.</summary>
internal static class QidoEndpoints
{
    private static readonly Dictionary<Tag, (string, MatchKind)> StudyKeys = new()
    {
        [Tags.StudyInstanceUid] = ("study", MatchKind.Uid),
        [Tags.PatientId] = ("patient_id", MatchKind.Text),
        [Tags.PatientName] = ("name_key", MatchKind.Name),
        [Tags.StudyDate] = ("study_date", MatchKind.Date),
        [Tags.AccessionNumber] = ("accession", MatchKind.Text),
        [Tags.StudyId] = ("study_id", MatchKind.Text),
        [Tags.ModalitiesInStudy] = ("modalities", MatchKind.OneOfList),
        [Tags.StudyDescription] = ("description", MatchKind.Text),
        [Tags.PatientBirthDate] = ("birth_date", MatchKind.Date),
        [Tags.PatientSex] = ("sex", MatchKind.Text),
    };

    private static readonly Dictionary<Tag, (string, MatchKind)> SeriesKeys = new()
    {
        [Tags.SeriesInstanceUid] = ("series", MatchKind.Uid),
        [Tags.Modality] = ("modality", MatchKind.Text),
        [Tags.SeriesNumber] = ("number", MatchKind.Number),
        [Tags.SeriesDescription] = ("description", MatchKind.Text),
        [Tags.BodyPartExamined] = ("body_part", MatchKind.Text),
    };

    private static readonly Dictionary<Tag, (string, MatchKind)> InstanceKeys = new()
    {
        [Tags.SopInstanceUid] = ("instance", MatchKind.Uid),
        [Tags.SopClassUid] = ("class", MatchKind.Uid),
        [Tags.InstanceNumber] = ("number", MatchKind.Number),
    };

    public static void Map(RouteGroupBuilder all, RouteGroupBuilder studies)
    {
        all.MapGet("studies", Studies).WithSummary("Search for studies");
        studies.MapGet("{study}/series", Series).WithSummary("Search for series of a study");
        studies.MapGet("{study}/instances", (string study, HttpContext http, ImagingIndex index) => Instances(study, null, http, index)).WithSummary("Search for instances of a study");
        studies.MapGet("{study}/series/{series}/instances", Instances).WithSummary("Search for instances of a series");
    }

    private static async Task<IResult> Studies(HttpContext http, ImagingIndex index, IStudyScope scope)
    {
        if (Search.Read(http.Request.Query, StudyKeys, out string bad) is not { } search) return ImagingProblems.BadQuery(bad).ToResult(http);
        var caller = http.Caller();
        search.Where("(institution = @own OR study IN (SELECT value FROM json_each(@open)))",
            ("@own", StudyAccess.OwnInstitution(caller) ?? ""), ("@open", JsonSerializer.Serialize(await scope.OpenedByCases(caller, http.RequestAborted))));
        using var db = index.OpenReader();
        var found = search.Run(db, """
            SELECT study, study_date, study_time, accession, modalities, referrer, patient_name, patient_id, issuer, birth_date, sex, study_id, description,
              series_count, instance_count FROM studies
            """, "study_date DESC, study_time DESC, study", Study);
        return await Send(found, search, http);
    }

    private static async Task<IResult> Series(string study, HttpContext http, ImagingIndex index)
    {
        if (Search.Read(http.Request.Query, SeriesKeys, out string bad) is not { } search) return ImagingProblems.BadQuery(bad).ToResult(http);
        search.Where("study = @study", ("@study", study));
        using var db = index.OpenReader();
        var found = search.Run(db, "SELECT series, modality, number, description, body_part, start_date, start_time, instance_count FROM series",
            "number, series", row => SeriesOf(study, row));
        return await Send(found, search, http);
    }

    private static async Task<IResult> Instances(string study, string? series, HttpContext http, ImagingIndex index)
    {
        if (Search.Read(http.Request.Query, InstanceKeys, out string bad) is not { } search) return ImagingProblems.BadQuery(bad).ToResult(http);
        search.Where("study = @study", ("@study", study));
        if (series is not null) search.Where("series = @series", ("@series", series));
        using var db = index.OpenReader();
        var found = search.Run(db, "SELECT instance, series, class, number, rows, columns, bits, frames FROM instances", "series, number, instance", row => InstanceOf(study, row));
        return await Send(found, search, http);
    }

    private static DataSet Study(SqliteDataReader row) => new QidoRow(row)
        .Text(Tags.StudyInstanceUid, 0).Text(Tags.StudyDate, 1).Text(Tags.StudyTime, 2).Text(Tags.AccessionNumber, 3).Text(Tags.ModalitiesInStudy, 4)
        .Text(Tags.ReferringPhysicianName, 5).Text(Tags.PatientName, 6).Text(Tags.PatientId, 7).Text(Tags.IssuerOfPatientId, 8).Text(Tags.PatientBirthDate, 9)
        .Text(Tags.PatientSex, 10).Text(Tags.StudyId, 11).Text(Tags.StudyDescription, 12).Number(Tags.NumberOfStudyRelatedSeries, 13)
        .Number(Tags.NumberOfStudyRelatedInstances, 14).Fixed(Tags.InstanceAvailability, "ONLINE").Fixed(Tags.RetrieveUrl, $"/dicom-web/studies/{row.GetString(0)}").DataSet;

    private static DataSet SeriesOf(string study, SqliteDataReader row) => new QidoRow(row)
        .Text(Tags.SeriesInstanceUid, 0).Text(Tags.Modality, 1).Number(Tags.SeriesNumber, 2).Text(Tags.SeriesDescription, 3).Text(Tags.BodyPartExamined, 4)
        .Text(Tags.PerformedProcedureStepStartDate, 5).Text(Tags.PerformedProcedureStepStartTime, 6).Number(Tags.NumberOfSeriesRelatedInstances, 7)
        .Fixed(Tags.StudyInstanceUid, study).Fixed(Tags.RetrieveUrl, $"/dicom-web/studies/{study}/series/{row.GetString(0)}").DataSet;

    private static DataSet InstanceOf(string study, SqliteDataReader row) => new QidoRow(row)
        .Text(Tags.SopInstanceUid, 0).Text(Tags.SeriesInstanceUid, 1).Text(Tags.SopClassUid, 2).Number(Tags.InstanceNumber, 3).UInt16(Tags.Rows, 4)
        .UInt16(Tags.Columns, 5).UInt16(Tags.BitsAllocated, 6).Number(Tags.NumberOfFrames, 7).Fixed(Tags.StudyInstanceUid, study)
        .Fixed(Tags.InstanceAvailability, "ONLINE").Fixed(Tags.RetrieveUrl, $"/dicom-web/studies/{study}/series/{row.GetString(1)}/instances/{row.GetString(0)}").DataSet;

    private static async Task<IResult> Send(List<DataSet> found, Search search, HttpContext http)
    {
        http.Response.ContentType = "application/dicom+json";
        http.Response.Headers.CacheControl = "private, no-cache";
        if (found.Count > search.Limit)
        {
            found.RemoveAt(found.Count - 1);
            http.Response.Headers.Warning = "299 Telemed \"There are additional results that can be requested\"";
        }
        await using var json = new Utf8JsonWriter(http.Response.BodyWriter, new JsonWriterOptions { SkipValidation = true });
        var writer = new DicomJson(json);
        json.WriteStartArray();
        foreach (var set in found) writer.Write(set);
        json.WriteEndArray();
        await json.FlushAsync(http.RequestAborted);
        await http.Response.BodyWriter.FlushAsync(http.RequestAborted);
        return Results.Empty;
    }
}
