using Telemed.Contracts;
using Telemed.Kernel;

namespace Telemed.Examinations.Reporting;

/// <summary>Takes reported results one by one: what surrounds the rule, and the append.</summary>
internal sealed class ResultWriter(ICaseOwner owner, ResultCheck check, IPatients patients, IStudies studies, CriticalTimes critical)
{
    /// <summary>The institution in whose name this caller may report; null when in none.</summary>
    public static string? InstitutionOf(Caller caller) => caller.Is(Role.Physician) || caller.Is(Role.Office) ? caller.InstitutionId : null;

    /// <summary>The report that a body makes, or everything that is wrong with it.</summary>
    public async ValueTask<(ResultReport? Report, Problem? Problem)> Read(
        Caller caller, ResultBody body, bool legacy, ResultOrigin? origin, DateTimeOffset at, CancellationToken cancellationToken)
    {
        if (InstitutionOf(caller) is not { } institution) return (null, Problem.Forbidden);
        var errors = new FieldErrors();
        check.Check(body, at, errors);
        if (!errors.None) return (null, Problem.Invalid(errors.Found));
        if (body.InstitutionId != institution) return (null, Refusals.ToProblem(ResultRefusal.OtherInstitution));
        if (await patients.Find(body.PatientId!, cancellationToken) is null) errors.Add("patientId", "unknown", "没有此患者", "No such patient");
        else StudyOfAnother(body.StudyInstanceUid, body.PatientId!, errors);
        return errors.None
            ? (new(body.PatientId!, institution, ResultBody.Clean(body.LocalId), body.ToContent(), legacy, origin), null)
            : (null, Problem.Invalid(errors.Found));
    }

    /// <summary>Stores it; <c>Made</c> is false when exactly this was there before.</summary>
    public async Task<(Outcome Outcome, string Id, bool Made)> Write(Command by, ResultReport report, CancellationToken cancellationToken)
    {
        var id = report.LocalId is { } number ? Result.IdOf(report.InstitutionId, report.Content.Category, number) : by.NewId(Result.Category);
        var made = true;
        var outcome = await owner.Transact(Result.Aggregate, id, null, by.Context(), state =>
        {
            made = state.Report is null;
            return Result.Report(state, report, critical.ToConfirm(report.InstitutionId), by.At);
        }, cancellationToken);
        return (outcome, id, made);
    }

    /// <summary>A study that was matched to another patient.</summary>
    public void StudyOfAnother(string? studyUid, string patientId, FieldErrors errors)
    {
        if (!string.IsNullOrWhiteSpace(studyUid) && studies.Find(studyUid.Trim())?.PatientId is { } of && of != patientId)
            errors.Add("studyInstanceUid", "other-patient", "该检查属于另一位患者", "This study is of another patient");
    }
}
