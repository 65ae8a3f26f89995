using MediatR;
using Telemed.Contracts;
using Telemed.Referrals.Moving;
using Telemed.Referrals.Reading;
using Telemed.Referrals.Returning;

namespace Telemed.Referrals.Opening;

/// <summary>A down-referral that names the up-referral it answers: <c>returnDown</c> of that case, told from the other end.</summary>
public sealed record OpenReturn(Command Command, RequestBody Body) : IRequest<Answer<ReferralView>>, IValidated
{
    public void Validate(FieldErrors errors)
    {
        Body.Validate(errors);
        if (Named.Read<ReferralDirection>(Body.Direction) is ReferralDirection.Up or ReferralDirection.Lateral)
            errors.Add("direction", "not-a-return", "回转只能下转", "A return goes down");
        if (!Body.Submit) errors.Add("submit", "not-a-draft", "回转单须直接提交，不能存为草稿", "A return is sent at once and never kept as a draft");
        if (Body.Plan is null) errors.Required("plan", (object?)null);
    }
}

internal sealed class OpenReturnHandler(ReferralCases cases, ReferralViews views, ReturnLoop loop, IRequestHandler<ReturnDown, Answer<ReferralView>> returning)
    : IRequestHandler<OpenReturn, Answer<ReferralView>>
{
    public async Task<Answer<ReferralView>> Handle(OpenReturn request, CancellationToken cancellationToken)
    {
        var (command, body) = request;
        var errors = new FieldErrors();
        if (await cases.Find(command.Caller, body.ReturnOf!, cancellationToken) is not { State: var up }) errors.Unknown("returnOf");
        else if (up.Request.PatientId != body.PatientId) errors.Add("patientId", "other-patient", "与所回转的转诊单不是同一患者", "Not the patient of the referral that this answers");
        if (!errors.None) return Problem.Invalid(errors.Found);
        var answer = await returning.Handle(new(command, body.ReturnOf!, new(body.To, body.Plan, Course(body))), cancellationToken);
        if (answer.Problem is { } problem) return problem;
        var id = answer.Value.ReturnedBy!.Id;
        if (await cases.Find(command.Caller, id, cancellationToken) is not { } made)   // decided before a crash, and asked again before the service that makes it
        {
            await loop.Settle(body.ReturnOf!, (await cases.Find(command.Caller, body.ReturnOf!, cancellationToken))!.State, command.At, cancellationToken);
            made = (await cases.Find(command.Caller, id, cancellationToken))!;
        }
        return Answer<ReferralView>.Done(
            await views.Of(id, made.State, made.Version, command.Caller, cancellationToken), new(ReferralCases.Category, id), made.Version, $"/api/v1/referrals/{id}");
    }

    /// <summary>What <c>complete</c> would have said, where the form says it.</summary>
    private static SummaryBody? Course(RequestBody body)
    {
        var form = body.Summary?.ToSummary(body.Diagnoses);
        var diagnosis = form?.Impression ?? string.Join("；", (body.Diagnoses ?? []).Select(d => d.Text));
        var course = form?.Treatment ?? form?.PresentIllness;
        var plan = string.Join("；", new[] { body.Plan!.Medication, body.Plan.Rehabilitation }.Where(text => !string.IsNullOrWhiteSpace(text)));
        return string.IsNullOrWhiteSpace(diagnosis) || string.IsNullOrWhiteSpace(course) || plan.Length == 0 ? null : new(diagnosis, course, plan);
    }
}
