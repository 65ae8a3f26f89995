using MediatR;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Telemed.Contracts;
using Telemed.Kernel;
using Telemed.Patients.Documents;
using Telemed.Patients.Keeping;
using Telemed.Patients.Listing;
using Telemed.ReadModel;
using Answer = Telemed.Contracts.Answer<Telemed.Patients.Listing.PatientView>;
using Outcome = Telemed.Kernel.Outcome<Telemed.Patients.PatientState, Telemed.Patients.PatientRefusal>;

namespace Telemed.Patients.Registering;

/// <summary>Registers a patient by a document. The same document is the same patient: answered with 200, never a second one.</summary>
public sealed record RegisterPatient(
    Command By, string? Name, string? IdType, string? IdNumber, Sex? Sex = null, DateOnly? BirthDate = null, string? Phone = null, string? Address = null,
    GuardianInput? Guardian = null, Verification Verification = Verification.None) : IRequest<Answer>, IValidated
{
    public void Validate(FieldErrors errors)
    {
        errors.Required("name", Name, 60);
        errors.Optional("address", Address, 200);
        PersonFields.Phone(errors, "phone", Phone);
        var document = PersonFields.Document(errors, "", IdType, IdNumber);
        PersonFields.Agreement(errors, document?.Person, Sex, BirthDate, ChinaTime.Day(By.At));
        if (document is { Type: IdTypes.BirthCertificate }) errors.Required("birthDate", BirthDate);
        if (Guardian is { } guardian) PersonFields.Guardian(errors, "guardian.", guardian);
    }
}

internal sealed class RegisterPatientHandler(ICaseOwner cases, PersonStore persons, PatientRows rows, ProjectionEngine readModel)
    : IRequestHandler<RegisterPatient, Answer>
{
    public async Task<Answer> Handle(RegisterPatient request, CancellationToken cancellationToken)
    {
        if (request.By.Caller is not { InstitutionId: { } institution } caller || (!caller.Is(Role.Physician) && !caller.Is(Role.Office))) return Problem.Forbidden;
        var document = IdDocument.Read(request.IdType!, request.IdNumber!, out _)!;
        var key = persons.KeyOf(document);
        var id = request.By.NewId("patient");
        if (rows.ByDocument(key) is { } known && known != id) return await Present(known, request, institution, cancellationToken);

        var person = Person(request, document);
        var record = persons.RecordOf(request.By, person);
        var guardian = person.Guardian is { } g
            ? new GuardianRef(g.Relation, persons.KeyOf(IdDocument.Read(g.IdType, g.IdNumber, out _)!)) : null;
        await persons.Put(id, record, person, [institution], cancellationToken);
        var outcome = await cases.Transact(PatientRules.Aggregate, id, null, request.By.Context(),
            state => PatientRules.Register(state, new(document.Type, key), record, institution, request.Verification, guardian), cancellationToken);
        switch (outcome)
        {
            case Outcome.Done done:
                await readModel.WaitFor(Stream(id), done.Version, cancellationToken);
                return Answer.Done(View(id, done, person, request.By.At), Stream(id), done.Version, $"/api/v1/patients/{id}");
            case Outcome.Taken taken:   // somebody registered the same document a moment earlier
                await Forget(id, cancellationToken);
                return await Present(taken.By.Id, request, institution, cancellationToken);
            default:
                await Forget(id, cancellationToken);
                return outcome.ToAnswer(Stream(id), (_, _) => default(PatientView)!);
        }
    }

    /// <summary>Takes back what was put into the vault for a patient who did not come to be.</summary>
    private async Task Forget(string id, CancellationToken cancellationToken)
    {
        if ((await cases.Load(PatientRules.Aggregate, id, cancellationToken)).Version == 0) await persons.Erase(id, cancellationToken);
    }

    /// <summary>The document is known: its holder was here, if it is the same person.</summary>
    private async Task<Answer> Present(string id, RegisterPatient request, string institution, CancellationToken cancellationToken)
    {
        var loaded = await cases.Load(PatientRules.Aggregate, id, cancellationToken);
        if (loaded.State.Record is not { } record || await persons.Get(id, record, cancellationToken) is not { } person) return Problem.NotFound;
        if (person.Name != request.Name!.Trim())
            return new Problem(409, "identity-conflict", new("该证件已登记，姓名与登记信息不一致，请核对证件", "This document is registered under another name; check the document"));
        if (!loaded.State.Institutions.Contains(institution)) await persons.Put(id, record, person, [institution], cancellationToken);
        var outcome = await cases.Transact(PatientRules.Aggregate, id, null, request.By.Context(),
            state => PatientRules.Present(state, institution, request.Verification), cancellationToken);
        if (outcome is not Outcome.Done done) return outcome.ToAnswer(Stream(id), (_, _) => default(PatientView)!);
        await readModel.WaitFor(Stream(id), done.Version, cancellationToken);
        return Answer.Done(View(id, done, person, request.By.At), Stream(id), done.Version);
    }

    private static StreamId Stream(string id) => new(PatientRules.Category, id);

    private static PatientView View(string id, Outcome.Done done, PersonData person, DateTimeOffset at) =>
        PatientView.Of(id, done.State, person, done.Version, ChinaTime.Day(at));

    private static PersonData Person(RegisterPatient request, IdDocument document) => new(
        request.Name!.Trim(), document.Person?.Sex ?? request.Sex ?? Sex.Unknown, document.Person?.BirthDate ?? request.BirthDate, request.Phone, request.Address,
        [new(document.Type, document.Number)], request.Guardian is { } g ? GuardianOf(g) : null);

    internal static GuardianData GuardianOf(GuardianInput guardian)
    {
        var document = IdDocument.Read(guardian.IdType!, guardian.IdNumber!, out _)!;
        return new(guardian.Name!.Trim(), guardian.Relation!.Value, document.Type, document.Number, guardian.Phone);
    }
}

internal static class RegisterPatientEndpoint
{
    public sealed record Body(
        string? Name, string? IdType, string? IdNumber, Sex? Sex, DateOnly? BirthDate, string? Phone, string? Address, GuardianInput? Guardian, Verification? Verification);

    public static void Map(RouteGroupBuilder patients) => patients.MapPost("", Post);

    private static async Task<IResult> Post(Body body, HttpContext http, IMediator mediator, CancellationToken ct) =>
        (await mediator.Send(new RegisterPatient(
            http.Command(), body.Name, body.IdType, body.IdNumber, body.Sex, body.BirthDate, body.Phone, body.Address, body.Guardian,
            body.Verification ?? Verification.None), ct)).ToResult(http);
}
