using MediatR;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Telemed.Contracts;
using Telemed.Kernel;
using Telemed.Recognition.Checking;
using Telemed.Recognition.Deciding;
using Telemed.Recognition.Listing;
using Telemed.Recognition.Reading;

namespace Telemed.Recognition.Catalogues;

public sealed record PreviewBody(CatalogueBody? Catalogue, DateOnly? From, DateOnly? To);

/// <param name="N">Items that change like this.</param>
public sealed record PreviewChange(string ItemCode, string? ItemName, Verdict Before, Verdict After, int N);

public sealed record PreviewVerdict(Verdict Verdict, CodeText Rule);

public sealed record PreviewExample(string CheckId, string Number, string ItemCode, string? ItemName, PreviewVerdict Before, PreviewVerdict After);

/// <param name="Checks">Recorded checks that were asked again.</param>
/// <param name="Complete">False when there were more checks than are asked again: these are the newest.</param>
public sealed record PreviewView(DateOnly From, DateOnly To, int Checks, int Items, bool Complete, IReadOnlyList<PreviewChange> Changed, IReadOnlyList<PreviewExample> Examples);

/// <summary>What a draft would have changed: recorded checks are asked again, with what was known of their candidates then. A window that the draft makes longer does not bring back
/// results that were too old to be candidates.</summary>
public sealed record PreviewCatalogue(Caller Caller, PreviewBody Body, DateTimeOffset At) : IRequest<Answer<PreviewView>>, IValidated
{
    public void Validate(FieldErrors errors)
    {
        if (Body.Catalogue is null) errors.Required("catalogue", (object?)null);
        else Body.Catalogue.Validate(errors, toPublish: false);
        if (Body.To < Body.From) errors.Invalid("to");
    }
}

internal sealed class PreviewCatalogueHandler(CatalogueShelf shelf, CheckRows rows, IEventLog log, IStandardItems items) : IRequestHandler<PreviewCatalogue, Answer<PreviewView>>
{
    private const int MostChecks = 5000;
    private const int MostExamples = 20;
    private const int UsualDays = 30;

    public async Task<Answer<PreviewView>> Handle(PreviewCatalogue request, CancellationToken cancellationToken)
    {
        var (caller, body, at) = request;
        var region = body.Catalogue!.Region!;
        if (!RegionRights.MaySet(caller, region)) return RegionRights.WithoutRight;
        var draft = body.Catalogue.Read(shelf.Newest(region), ChinaTime.Day(at)) with { ApprovedBy = "draft" };
        var errors = new FieldErrors();
        CatalogueCheck.Check(draft, items, errors);
        if (!errors.None) return Problem.Invalid(errors.Found);
        var to = body.To ?? ChinaTime.Day(at);
        var from = body.From ?? to.AddDays(1 - UsualDays);
        var ids = rows.Asked(region, Midnight(from), Midnight(to.AddDays(1)), MostChecks + 1);
        var changed = new Dictionary<(string Code, Verdict Before, Verdict After), int>();
        var examples = new List<PreviewExample>();
        var looked = 0;
        foreach (var id in ids.Take(MostChecks))
            foreach (var (item, again) in Again(await First(id, cancellationToken), draft))
            {
                looked++;
                if (item.Verdict == again.Verdict && item.Rule == again.Rule) continue;
                if (item.Verdict != again.Verdict) changed[(item.Code, item.Verdict, again.Verdict)] = changed.GetValueOrDefault((item.Code, item.Verdict, again.Verdict)) + 1;
                if (examples.Count < MostExamples)
                    examples.Add(new(id, again.Number, item.Code, items.Find(item.Code)?.Name.Zh, new(item.Verdict, CheckViews.Said(item.Rule)), new(again.Verdict, CheckViews.Said(again.Rule))));
            }
        return Answer<PreviewView>.Ok(new(
            from, to, Math.Min(ids.Count, MostChecks), looked, ids.Count <= MostChecks,
            [.. changed.OrderByDescending(c => c.Value).ThenBy(c => c.Key.Code, StringComparer.Ordinal)
                .Select(c => new PreviewChange(c.Key.Code, items.Find(c.Key.Code)?.Name.Zh, c.Key.Before, c.Key.After, c.Value))], examples));
    }

    private async Task<RecognitionEvent.Checked?> First(string id, CancellationToken cancellationToken)
    {
        await foreach (var append in log.ReadStream(new(RecognitionCheck.Category, id), 0, cancellationToken))
            return RecognitionCheck.Aggregate.Format.Read(append.Events[0]) as RecognitionEvent.Checked;
        return null;
    }

    private static IEnumerable<(CheckedItem Item, (Verdict Verdict, Rule Rule, string Number) Again)> Again(RecognitionEvent.Checked? check, Catalogue draft)
    {
        if (check is null) yield break;
        var situation = new Situation(check.Orderer, check.PatientId, check.IdentityChecked, check.At, CheckDesk.Codes(check.Diagnoses), check.Department, check.Context);
        foreach (var item in check.Items.Where(i => i.Candidates.Count > 0))
        {
            var best = item.Candidates.Select(c => Judge(draft, item, c, situation)).MinBy(j => j.Verdict);
            yield return (item, (best.Verdict, best.Rule, check.Number));
        }
    }

    private static Judgement Judge(Catalogue draft, CheckedItem item, Candidate c, Situation situation) => RecognitionRules.Judge(
        draft, item.Code,
        new(c.ResultId, c.ResultVersion, situation.PatientId, c.InstitutionId, item.Code, item.Category, c.PerformedAt, c.CollectedAt, c.StudyUid, c.DeviceClass, c.Method, c.Retrievable, c.Legacy,
            c.Interventions),
        situation, new(c.InstitutionId, c.Tier, c.Levelled, c.InAlliance), new(c.Quality, c.MarkHere, c.Mark));

    private static DateTimeOffset Midnight(DateOnly day) => new(day, default, ChinaTime.UtcOffset);
}

internal static class PreviewCatalogueEndpoint
{
    public static void Map(RouteGroupBuilder recognition) => recognition.MapPost("catalogue/preview", Post);

    private static async Task<IResult> Post(PreviewBody body, HttpContext http, IMediator mediator, TimeProvider time, CancellationToken cancellationToken) =>
        (await mediator.Send(new PreviewCatalogue(http.Caller(), body, time.GetUtcNow()), cancellationToken)).ToResult(http);
}
