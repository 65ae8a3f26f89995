using System.Text.Json;
using MediatR;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Telemed.Contracts;
using Telemed.Kernel;

namespace Telemed.Consultations.Templates;

/// <summary>A request to start from; <c>__</c> marks what the doctor fills in.</summary>
public sealed record RequestTemplate(string Id, ServiceKind Kind, string Name, string? Reason, string? Purpose, CaseSummary Summary);

/// <summary>An opinion to start from; <c>__</c> marks what the doctor fills in.</summary>
public sealed record OpinionTemplate(string Id, ServiceKind Kind, string Name, string Findings, string Advice);

/// <summary>Request templates of a kind, or of all.</summary>
public sealed record ListRequestTemplates(ServiceKind? Kind, Language Language) : IRequest<Answer<IReadOnlyList<RequestTemplate>>>;

internal sealed class ListRequestTemplatesHandler : IRequestHandler<ListRequestTemplates, Answer<IReadOnlyList<RequestTemplate>>>
{
    private static readonly IReadOnlyList<Stored> All = TemplateFiles.Read<Stored>("request-templates.json");

    public Task<Answer<IReadOnlyList<RequestTemplate>>> Handle(ListRequestTemplates request, CancellationToken cancellationToken) =>
        Task.FromResult(Answer<IReadOnlyList<RequestTemplate>>.Ok([.. All.Where(t => request.Kind is not { } kind || t.Kind == kind).Select(t => new RequestTemplate(
            t.Id, t.Kind, new Text(t.Zh, t.En).In(request.Language), t.Reason, t.Purpose, t.Summary with { Diagnoses = t.Summary.Diagnoses ?? [] }))]));

    private sealed record Stored(string Id, ServiceKind Kind, string Zh, string En, string? Reason, string? Purpose, CaseSummary Summary);
}

/// <summary>Opinion templates of a kind, or of all.</summary>
public sealed record ListOpinionTemplates(ServiceKind? Kind, Language Language) : IRequest<Answer<IReadOnlyList<OpinionTemplate>>>;

internal sealed class ListOpinionTemplatesHandler : IRequestHandler<ListOpinionTemplates, Answer<IReadOnlyList<OpinionTemplate>>>
{
    private static readonly IReadOnlyList<Stored> All = TemplateFiles.Read<Stored>("opinion-templates.json");

    public Task<Answer<IReadOnlyList<OpinionTemplate>>> Handle(ListOpinionTemplates request, CancellationToken cancellationToken) =>
        Task.FromResult(Answer<IReadOnlyList<OpinionTemplate>>.Ok([.. All.Where(t => request.Kind is not { } kind || t.Kind == kind).Select(t => new OpinionTemplate(
            t.Id, t.Kind, new Text(t.Zh, t.En).In(request.Language), t.Findings, t.Advice))]));

    private sealed record Stored(string Id, ServiceKind Kind, string Zh, string En, string Findings, string Advice);
}

/// <summary>Templates are data of the program; their names come in both languages, their text is Chinese.</summary>
internal static class TemplateFiles
{
    public static IReadOnlyList<T> Read<T>(string file)
    {
        using var stream = typeof(TemplateFiles).Assembly.GetManifestResourceStream($"Telemed.Consultations.Templates.{file}")!;
        return JsonSerializer.Deserialize<IReadOnlyList<T>>(stream, StoredJson.Options)!;
    }
}

internal static class TemplateEndpoints
{
    public static void Map(IEndpointRouteBuilder api)
    {
        api.MapGet("/templates", Requests);
        api.MapGet("/opinion-templates", Opinions);
    }

    private static async Task<IResult> Requests(string? kind, HttpContext http, IMediator mediator, CancellationToken cancellationToken) =>
        Known(kind, out var read, out var problem) ? (await mediator.Send(new ListRequestTemplates(read, http.Language()), cancellationToken)).ToResult(http) : problem.ToResult(http);

    private static async Task<IResult> Opinions(string? kind, HttpContext http, IMediator mediator, CancellationToken cancellationToken) =>
        Known(kind, out var read, out var problem) ? (await mediator.Send(new ListOpinionTemplates(read, http.Language()), cancellationToken)).ToResult(http) : problem.ToResult(http);

    private static bool Known(string? text, out ServiceKind? kind, out Problem problem)
    {
        var errors = new FieldErrors();
        kind = null;
        if (!string.IsNullOrEmpty(text))
        {
            if (!char.IsAsciiDigit(text[0]) && Enum.TryParse<ServiceKind>(text, ignoreCase: true, out var read)) kind = read;
            else errors.Unknown("kind");
        }
        problem = Problem.Invalid(errors.Found);
        return errors.None;
    }
}
