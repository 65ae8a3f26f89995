using System.Globalization;
using MediatR;
using Telemed.Contracts;
using Telemed.Imaging.Indexing;
using Telemed.Imaging.Opening;
using Telemed.Imaging.Studies;
using Telemed.Kernel;
using Telemed.ReadModel;

namespace Telemed.Imaging.Emergencies;

/// <summary>The office of the study's owner says whether an emergency access was justified.</summary>
public sealed record ReviewEmergency(Command By, string Study, string AccessId, bool? Justified, string? Comment) : IRequest<Answer<string>>, IValidated
{
    public void Validate(FieldErrors errors)
    {
        errors.Required("justified", Justified);
        errors.Optional("comment", Comment, 500);
    }
}

internal sealed class ReviewEmergencyHandler(ICaseOwner cases, ImagingIndex index) : IRequestHandler<ReviewEmergency, Answer<string>>
{
    public async Task<Answer<string>> Handle(ReviewEmergency request, CancellationToken cancellationToken)
    {
        var caller = request.By.Caller;
        if (StudyOwner.Of(index, request.Study) is not { } owner || !caller.Is(Role.Office) || caller.InstitutionId is null || owner.InstitutionId != caller.InstitutionId) return Problem.NotFound;
        var outcome = await cases.Transact(StudyRules.Aggregate, request.Study, null, request.By.Context(),
            state => StudyRules.Review(state, request.AccessId, caller.AccountId, request.Justified!.Value, request.Comment), cancellationToken);
        return outcome.ToAnswer(new StreamId(StudyRules.Category, request.Study), (_, _) => request.AccessId);
    }
}

/// <summary>Emergency accesses that nobody has looked at yet, the oldest first.</summary>
internal static class EmergencyQueue
{
    private const int MaxListed = 500;

    public static IReadOnlyList<EmergencyView> Waiting(ProjectionEngine readModel, ImagingIndex index, string institution)
    {
        using var db = readModel.OpenReader();
        using var command = db.CreateCommand();
        command.CommandText = "SELECT access, study, account, institution, reason, note, at, until FROM study_emergencies WHERE justified IS NULL ORDER BY at";
        using var rows = command.ExecuteReader();
        var waiting = new List<EmergencyView>();
        while (rows.Read() && waiting.Count < MaxListed)
        {
            if (StudyOwner.Of(index, rows.GetString(1))?.InstitutionId != institution) continue;
            waiting.Add(new(rows.GetString(0), rows.GetString(1), rows.GetString(2), rows.GetString(3), Enum.Parse<EmergencyReason>(rows.GetString(4)), rows.GetString(5),
                At(rows.GetString(6)), At(rows.GetString(7)), null, null));
        }
        return waiting;
    }

    private static DateTimeOffset At(string text) => DateTimeOffset.Parse(text, CultureInfo.InvariantCulture);
}
