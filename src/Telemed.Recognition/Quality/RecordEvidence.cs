using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Text.RegularExpressions;
using MediatR;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Telemed.Contracts;
using Telemed.Kernel;

namespace Telemed.Recognition.Quality;

public sealed record ScopeBody(ScopeType? Type, string? Code, string? Text);

public sealed record EvidenceBody(
    string? InstitutionId, string? ItemCode, DateOnly? From, DateOnly? To, string? Body, ScopeBody? Scope, EvidenceOutcome? Outcome, double? Score, string? DeviceClass, string? Mark)
{
    /// <summary>The mark is uniform: the scope's name, then HR (国卫医发〔2022〕6号).</summary>
    private static readonly Regex RegionName = new("^(全国|.{1,30}(省|自治区|市|区|县|地区|盟|州|旗))$", RegexOptions.CultureInvariant, TimeSpan.FromSeconds(1));

    public void Validate(FieldErrors errors, string at)
    {
        errors.Required($"{at}institutionId", InstitutionId, 100);
        errors.Required($"{at}itemCode", ItemCode, 64);
        errors.Required($"{at}from", From);
        errors.Required($"{at}to", To);
        if (To < From) errors.Invalid($"{at}to");
        errors.Required($"{at}body", Body, 200);
        errors.Required($"{at}outcome", Outcome);
        if (Score is < 0 or > 100) errors.Invalid($"{at}score");
        errors.Optional($"{at}deviceClass", DeviceClass, 50);
        if (Mark is not null) errors.Add($"{at}mark", "computed", "互认标识由质量评价依据得出，不能填写", "The mark follows from the evidence and is never typed in");
        if (Scope?.Type is not { } type) errors.Required($"{at}scope", (object?)null);
        else Region(errors, at, type);
    }

    private void Region(FieldErrors errors, string at, ScopeType type)
    {
        errors.Required($"{at}scope.text", Scope!.Text, 40);
        var codes = (Scope.Code ?? "").Split('+');
        var fits = type switch
        {
            ScopeType.National => string.IsNullOrEmpty(Scope.Code),
            ScopeType.Province => codes is [{ Length: 2 }],
            ScopeType.City => codes is [{ Length: 4 }],
            ScopeType.County => codes is [{ Length: 6 }],
            _ => codes.Length > 1 && codes.All(c => c.Length is 2 or 4 or 6),
        };
        if (!fits || codes.Any(c => !c.All(char.IsAsciiDigit))) errors.Invalid($"{at}scope.code");
        if (type != ScopeType.Agreement && Scope.Text is { Length: > 0 } text && !RegionName.IsMatch(text)) errors.Invalid($"{at}scope.text");
        if (type == ScopeType.National && Scope.Text is { } nation && nation != "全国") errors.Invalid($"{at}scope.text");
    }

    public Evidence Read() => new(
        InstitutionId!, ItemCode!, From!.Value, To!.Value, Body!.Trim(), new(Scope!.Type!.Value, Scope.Code ?? "", Scope.Text!.Trim()), Outcome!.Value, Score,
        string.IsNullOrWhiteSpace(DeviceClass) ? null : DeviceClass.Trim(), []);
}

public sealed record EvidencePage(IReadOnlyList<EvidenceView> Items);

/// <summary>The health authority, or the body that evaluates in its name, records how institutions came through; all of it or nothing of it is valid.</summary>
public sealed record RecordEvidence(Command Command, IReadOnlyList<EvidenceBody?> Items, bool Many) : IRequest<Answer<EvidencePage>>, IValidated
{
    private const int MostItems = 1000;

    public void Validate(FieldErrors errors)
    {
        if (Items.Count is 0 or > MostItems) errors.Add("items", "invalid", $"1 至 {MostItems} 条", $"1 to {MostItems}");
        for (var i = 0; i < Items.Count; i++) (Items[i] ?? new(null, null, null, null, null, null, null, null, null, null)).Validate(errors, At(i));
    }

    internal string At(int i) => Many ? $"items[{i}]." : "";
}

internal sealed class RecordEvidenceHandler(ICaseOwner owner, IDirectory directory, IStandardItems items, EvidenceViews views) : IRequestHandler<RecordEvidence, Answer<EvidencePage>>
{
    public async Task<Answer<EvidencePage>> Handle(RecordEvidence request, CancellationToken cancellationToken)
    {
        var command = request.Command;
        if (!command.Caller.Is(Role.HealthAuthority) || command.Caller.AreaCode is not { } area) return Problem.Forbidden;
        var evidence = request.Items.Select(i => i!.Read()).ToArray();
        var errors = new FieldErrors();
        for (var i = 0; i < evidence.Length; i++)
        {
            if (directory.Institution(evidence[i].InstitutionId) is null) errors.Unknown($"{request.At(i)}institutionId");
            else if (!directory.Supervises(area, evidence[i].InstitutionId)) errors.Add($"{request.At(i)}institutionId", "no-right", "不属于您的管辖区域", "Outside the area you supervise");
            if (items.Find(evidence[i].ItemCode) is null) errors.Unknown($"{request.At(i)}itemCode");
        }
        if (!errors.None) return Problem.Invalid(errors.Found);
        var made = new List<EvidenceView>();
        var last = default((StreamId Stream, long Version));
        foreach (var one in evidence)
        {
            var id = IdOf(one);
            var outcome = await owner.Transact(EvidenceRules.Aggregate, id, null, command.Context(), state => EvidenceRules.Record(state, one, command.Caller.AccountId, command.At), cancellationToken);
            if (outcome is not Outcome<Evidence?, QualityRefusal>.Done done)
                return outcome.ToAnswer(new StreamId(EvidenceRules.Category, id), (_, _) => new EvidencePage([])).Problem!.With("existingId", id);
            made.Add(views.Of(id, done.State!, null));
            last = (new(EvidenceRules.Category, id), done.Version);
        }
        return Answer<EvidencePage>.Done(new(made), last.Stream, last.Version);
    }

    /// <summary>One evaluation of one institution and item by one body over one period, for one class of equipment and one scope.</summary>
    private static string IdOf(Evidence e) => Convert.ToHexStringLower(SHA256.HashData(
        Encoding.UTF8.GetBytes(FormattableString.Invariant($"{e.InstitutionId}|{e.ItemCode}|{e.From:yyyy-MM-dd}|{e.To:yyyy-MM-dd}|{e.Body}|{e.Scope.Type}|{e.Scope.Code}|{e.DeviceClass}"))).AsSpan(0, 12));
}

internal static class RecordEvidenceEndpoint
{
    public static void Map(RouteGroupBuilder quality) => quality.MapPost("", Post);

    /// <param name="body">One piece of evidence, or several in <c>items</c>.</param>
    private static async Task<IResult> Post(JsonElement body, HttpContext http, IMediator mediator, CancellationToken cancellationToken)
    {
        IReadOnlyList<EvidenceBody?> items;
        var many = body.ValueKind == JsonValueKind.Object && body.TryGetProperty("items", out _);
        try
        {
            items = many
                ? JsonSerializer.Deserialize<IReadOnlyList<EvidenceBody?>>(body.GetProperty("items"), StoredJson.Options) ?? []
                : [JsonSerializer.Deserialize<EvidenceBody>(body, StoredJson.Options)];
        }
        catch (JsonException e)
        {
            throw new BadHttpRequestException("The request is malformed.", e);
        }
        var answer = await mediator.Send(new RecordEvidence(http.Command(), items, many), cancellationToken);
        return many || answer.Problem is not null ? answer.ToResult(http) : Single(answer).ToResult(http);
    }

    private static Answer<EvidenceView> Single(Answer<EvidencePage> answer) => Answer<EvidenceView>.Done(answer.Value.Items[0], answer.Wrote!.Value.Stream, answer.Wrote.Value.Version);
}
