using MediatR;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Telemed.Contracts;
using Telemed.Patients.Documents;
using Telemed.Patients.Keeping;
using Telemed.Patients.Listing;
using Telemed.Patients.Registering;

namespace Telemed.Patients.Changing;

/// <summary>A further document or card of the same person: found by any of them (一卡通用).</summary>
public sealed record LinkDocument(Command By, string Id, string? IdType, string? IdNumber) : IRequest<Answer<PatientView>>, IValidated
{
    public void Validate(FieldErrors errors) => PersonFields.Document(errors, "", IdType, IdNumber);
}

internal sealed class LinkDocumentHandler(PatientChanges patients, PersonStore persons) : IRequestHandler<LinkDocument, Answer<PatientView>>
{
    public async Task<Answer<PatientView>> Handle(LinkDocument request, CancellationToken cancellationToken)
    {
        var document = IdDocument.Read(request.IdType!, request.IdNumber!, out _)!;
        var added = new PersonDocument(document.Type, document.Number);
        PersonData? conflicting = null;
        var answer = await patients.Run(request.By, request.Id,
            person =>
            {
                conflicting = document.Person is { } number && (Other(person.Sex, number.Sex) || (person.BirthDate is { } born && born != number.BirthDate)) ? person : null;
                return conflicting is not null || person.Documents.Contains(added) ? person
                    : person with
                    {
                        Sex = document.Person?.Sex ?? person.Sex,
                        BirthDate = document.Person?.BirthDate ?? person.BirthDate,

                        // A citizen's number comes first: it is the identifier of records (条例 art. 10).
                        Documents = document.Type == IdTypes.ResidentId ? [added, .. person.Documents] : [.. person.Documents, added],
                    };
            },
            (state, record) => conflicting is not null ? PatientRefusal.DocumentOfAnother : PatientRules.LinkDocument(state, new(document.Type, persons.KeyOf(document)), record),
            cancellationToken);
        return answer;
    }

    private static bool Other(Sex one, Sex other) => one != Sex.Unknown && one != other;
}

internal static class LinkDocumentEndpoint
{
    public sealed record Body(string? IdType, string? IdNumber);

    public static void Map(RouteGroupBuilder patients) => patients.MapPost("{id}/actions/linkDocument", Post);

    private static async Task<IResult> Post(string id, Body body, HttpContext http, IMediator mediator, CancellationToken ct) =>
        (await mediator.Send(new LinkDocument(http.Command(), id, body.IdType, body.IdNumber), ct)).ToResult(http);
}
