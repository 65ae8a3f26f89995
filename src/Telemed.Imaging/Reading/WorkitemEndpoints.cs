using System.Globalization;
using System.Text;
using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Telemed.Contracts;
using Telemed.Dicom.Core;
using Telemed.Dicom.Web;
using Telemed.Imaging.Opening;
using Telemed.Imaging.Ordering;
using Telemed.Imaging.Retrieving;
using Telemed.ReadModel;

namespace Telemed.Imaging.Reading;

/// <summary>UPS-RS for reading worklists (PS3.18 §11), the side that asks: open remote diagnosis as workitems. Claiming and completing are actions of the case.</summary>
internal static class WorkitemEndpoints
{
    private const int MaxListed = 1000;

    public static void Map(RouteGroupBuilder all)
    {
        all.MapGet("workitems", List).WithSummary("Search for workitems");
        all.MapGet("workitems/{workitem}", One).WithSummary("Retrieve a workitem");
        all.MapPut("workitems/{workitem}/state", (HttpContext http) => ImagingProblems.StateOfCase.ToResult(http)).WithSummary("Not here: accept and sign the case");
    }

    private static Task<IResult> List(HttpContext http, ProjectionEngine readModel, IPatients patients) => Answer(null, http, readModel, patients);

    private static Task<IResult> One(string workitem, HttpContext http, ProjectionEngine readModel, IPatients patients) => Answer(workitem, http, readModel, patients);

    private static async Task<IResult> Answer(string? workitem, HttpContext http, ProjectionEngine readModel, IPatients patients)
    {
        if (!http.Request.Accepts("application/dicom+json", "application/json")) return ImagingProblems.NotAcceptable.ToResult(http);
        var caller = http.Caller();
        if (caller.InstitutionId is not { } institution || !(caller.Is(Role.Physician) || caller.Is(Role.Office))) return Problem.NotFound.ToResult(http);
        IReadOnlyList<ReadingTask> tasks;
        Dictionary<string, IReadOnlyList<string>> studies;
        using (var db = readModel.OpenReader())
        {
            tasks = ReadingTasks.Of(db, institution, workitem, MaxListed);
            studies = tasks.ToDictionary(task => task.CaseId, task => StudyGrants.NamedBy(db, task.CaseId));
        }
        string state = http.Request.Query["ProcedureStepState"].ToString();
        var found = tasks.Where(task => state.Length == 0 || StateOf(task) == state).ToList();
        if (found.Count == 0) return workitem is null ? Results.NoContent() : Problem.NotFound.ToResult(http);
        var known = await patients.Find([.. found.Select(task => task.PatientId).Distinct()], http.RequestAborted);
        http.Response.ContentType = "application/dicom+json";
        http.Response.Headers.CacheControl = "private, no-cache";
        await using var json = new Utf8JsonWriter(http.Response.BodyWriter);
        var writer = new DicomJson(json);
        json.WriteStartArray();
        foreach (var task in found) writer.Write(Workitem(task, known.GetValueOrDefault(task.PatientId), studies[task.CaseId]));
        json.WriteEndArray();
        await json.FlushAsync(http.RequestAborted);
        await http.Response.BodyWriter.FlushAsync(http.RequestAborted);
        return Results.Empty;
    }

    /// <summary>Waiting until somebody is assigned; a case that has ended is no workitem any more.</summary>
    private static string StateOf(ReadingTask task) => task.State switch
    {
        "submitted" or "needsInfo" or "accepted" => "SCHEDULED",
        "released" or "adopted" => "COMPLETED",
        _ => "IN PROGRESS",
    };

    private static DataSet Workitem(ReadingTask task, PatientSummary? patient, IReadOnlyList<string> studies)
    {
        var set = new DataSet().AddAscii(Tags.SpecificCharacterSet, Vr.CS, "ISO_IR 192").AddAscii(Tags.SopClassUid, Vr.UI, "1.2.840.10008.5.1.4.34.6.1")
            .AddAscii(Tags.SopInstanceUid, Vr.UI, task.Workitem).AddAscii(Tag.From(0x0074_1000), Vr.CS, StateOf(task))
            .AddAscii(Tag.From(0x0074_1200), Vr.CS, task.Urgency switch { nameof(Urgency.Emergency) => "HIGH", nameof(Urgency.Urgent) => "MEDIUM", _ => "LOW" })
            .AddAscii(Tag.From(0x0040_4005), Vr.DT, task.Since.ToOffset(ChinaTime.UtcOffset).ToString("yyyyMMddHHmmss", CultureInfo.InvariantCulture) + "+0800")
            .AddAscii(Tag.From(0x0074_1202), Vr.LO, task.Kind).AddAscii(Tag.From(0x0040_1001), Vr.SH, task.Number.Length > 16 ? task.Number[^16..] : task.Number)
            .AddAscii(Tags.PatientId, Vr.LO, task.PatientId).AddAscii(Tags.IssuerOfPatientId, Vr.LO, WorklistOrders.Issuer);
        set.Add(Text(Tag.From(0x0074_1204), Vr.LO, OrderedStudy.Description(new(task.CaseId, "consultation", task.Kind, task.Number, task.PatientId, task.Urgency, null, task.Since))));
        if (patient is not null)
            set.Add(Text(Tags.PatientName, Vr.PN, patient.Name)).AddAscii(Tags.PatientBirthDate, Vr.DA, patient.BirthDate?.ToString("yyyyMMdd", CultureInfo.InvariantCulture) ?? "");
        return set.Add(Element.Sequence(Tag.From(0x0040_4021), [.. studies.Select(study => new DataSet().AddAscii(Tags.StudyInstanceUid, Vr.UI, study)
            .Add(Element.Sequence(Tag.From(0x0040_E025), [new DataSet().AddAscii(Tags.RetrieveUrl, Vr.UR, $"/dicom-web/studies/{study}")])))]));
    }

    private static Element Text(Tag tag, Vr vr, string value) => new(tag, vr, Encoding.UTF8.GetBytes(Encoding.UTF8.GetByteCount(value) % 2 == 1 ? value + ' ' : value));
}
