using MediatR;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Routing;
using Microsoft.Net.Http.Headers;
using Telemed.Contracts;
using Telemed.Examinations.Reporting;
using Telemed.Kernel;

namespace Telemed.Examinations.Importing;

/// <summary>An institution hands over a file of many results. On disk before the answer; the same file again is the same import.</summary>
public sealed record ReceiveImport(Command By, Stream File, bool Legacy) : IRequest<Answer<ImportReceipt>>;

/// <summary>The file is taken; how it goes on is asked by its id.</summary>
/// <param name="IgnoredColumns">Columns that mean nothing here.</param>
public sealed record ImportReceipt(string Id, IReadOnlyList<string> IgnoredColumns);

internal sealed class ReceiveImportHandler(ICaseOwner owner, ImportFolder folder, ImportService service) : IRequestHandler<ReceiveImport, Answer<ImportReceipt>>
{
    /// <summary>Longest file in bytes.</summary>
    public const long Longest = 2L << 30;

    public async Task<Answer<ImportReceipt>> Handle(ReceiveImport request, CancellationToken cancellationToken)
    {
        var by = request.By;
        if (ResultWriter.InstitutionOf(by.Caller) is not { } institution) return Problem.Forbidden;
        string path, hash;
        long length;
        try
        {
            (path, hash, length) = await folder.Keep(request.File, Longest, cancellationToken);
        }
        catch (InvalidDataException)
        {
            return new Problem(413, "too-large", new("文件过大", "The file is too large"));
        }
        try
        {
            var errors = new FieldErrors();
            var ignored = ImportHeader.Check(path, errors);
            if (!errors.None) return Problem.Invalid(errors.Found);
            var id = Import.IdOf(institution, hash, request.Legacy);
            if ((await owner.Load(Import.Aggregate, id, cancellationToken)).State.File is null) folder.Name(path, id);
            var outcome = await owner.Transact(Import.Aggregate, id, null, by.Context(),
                state => Import.Receive(state, new(institution, by.Caller.AccountId, hash, length, request.Legacy, by.At)), cancellationToken);
            if (outcome is Outcome<ImportState, ImportRefusal>.Done { Version: 1 }) service.Wake(id);
            return outcome.ToAnswer(new StreamId(Import.Category, id), (_, _) => new ImportReceipt(id, ignored));
        }
        finally
        {
            File.Delete(path);
        }
    }
}

internal static class ReceiveImportEndpoint
{
    private const string Csv = "text/csv";

    /// <summary>Any type is matched, so that a wrong one is told of here and not looked for at another address.</summary>
    public static void Map(RouteGroupBuilder imports) => imports.MapPost("", Post).Accepts<string>(Csv, "*/*");

    private static Problem NotCsv { get; } = new(415, "unsupported-media-type", new("请以 text/csv 提交", "Send text/csv"));

    private static async Task<IResult> Post(bool? legacy, HttpContext http, IMediator mediator, CancellationToken cancellationToken)
    {
        if (!MediaTypeHeaderValue.TryParse(http.Request.ContentType, out var type) || !type.MediaType.Equals(Csv, StringComparison.OrdinalIgnoreCase))
            return Answer<ImportReceipt>.From(NotCsv).ToResult(http);
        if (http.Features.Get<IHttpMaxRequestBodySizeFeature>() is { IsReadOnly: false } size) size.MaxRequestBodySize = ReceiveImportHandler.Longest;
        var answer = await mediator.Send(new ReceiveImport(http.Command(), http.Request.Body, legacy == true), cancellationToken);
        if (answer.Problem is not null) return answer.ToResult(http);
        _ = answer.ToResult(http);   // its headers
        return Results.Accepted($"/api/v1/results/imports/{answer.Value.Id}", answer.Value);
    }
}
