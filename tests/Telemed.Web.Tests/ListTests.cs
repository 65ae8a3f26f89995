using System.Net;
using System.Net.Http.Json;
using System.Reflection;
using System.Text.Json;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Telemed.Web.Tests.Results;

namespace Telemed.Web.Tests;

/// <summary>The one rule of every list, tried at every list there is.</summary>
public sealed class ListTests(ListTests.Region region) : IClassFixture<ListTests.Region>
{
    /// <summary>Every GET that takes a limit or a cursor: who asks, and for what.</summary>
    public static TheoryData<string, string, string> Lists => new()
    {
        { "/api/v1/institutions", "bureau", "" },
        { "/api/v1/practitioners", "bureau", "" },
        { "/api/v1/accounts", "bureau", "" },
        { "/api/v1/agreements", "bureau", "" },
        { "/api/v1/devices", "bureau", "" },
        { "/api/v1/links", "bureau", "" },
        { "/api/v1/alliances", "bureau", "" },
        { "/api/v1/patients", "township", "" },
        { "/api/v1/patients/{id}/timeline", "resident", "" },
        { "/api/v1/consultations", "bureau", "box=supervised&stage=all" },
        { "/api/v1/rounds", "office", "stage=all" },
        { "/api/v1/referrals", "bureau", "box=supervised&stage=all" },
        { "/api/v1/schedules", "office", "" },
        { "/api/v1/slots", "office", "" },
        { "/api/v1/beds", "office", "" },
        { "/api/v1/rosters/{institutionId}/shifts", "office", "" },
        { "/api/v1/rosters/{institutionId}/load", "office", "" },
        { "/api/v1/results", "resident", "patientId={patient}" },
        { "/api/v1/results/mappings", "bureau", "" },
        { "/api/v1/results/critical", "countyoffice", "" },
        { "/api/v1/results/imports", "countyoffice", "" },
        { "/api/v1/results/imports/{id}/refused", "countyoffice", "" },
        { "/api/v1/recognition/items", "office", "" },
        { "/api/v1/recognition/checks", "bureau", "box=supervised" },
        { "/api/v1/recognition/quality", "bureau", "" },
        { "/api/v1/recognition/samples", "bureau", "" },
        { "/api/v1/recognition/measures", "bureau", "" },
        { "/api/v1/recognition/measures/cases", "bureau", "measure=prompted" },
        { "/api/v1/findings", "bureau", "" },
        { "/api/v1/indicators", "bureau", "" },
        { "/api/v1/indicators/{code}", "bureau", "" },
        { "/api/v1/indicators/{code}/cases", "bureau", "" },
        { "/api/v1/indicators/flows", "bureau", "" },
        { "/api/v1/indicators/flows/cases", "bureau", "" },
        { "/api/v1/indicators/quality/cases", "bureau", "kind=lateRecords" },
        { "/api/v1/imaging/studies", "radiologist", "" },
        { "/api/v1/imaging/sends", "radiologist", "" },
        { "/api/v1/audit", "auditor", "" },
        { "/dicom-web/changefeed", "radiologist", "" },
        { "/fhir/R4/DiagnosticReport", "resident", "patient={patient}" },
        { "/fhir/R4/Observation", "resident", "patient={patient}" },
    };

    [Fact]
    public void No_list_is_left_out_of_these_tests() =>
        Assert.Equal(region.Parameters.Keys.Order(StringComparer.Ordinal), Lists.Select(row => row.Data.Item1).Order(StringComparer.Ordinal));

    [Theory, MemberData(nameof(Lists))]
    public async Task A_limit_out_of_range_and_a_cursor_of_another_list_are_refused_by_name(string list, string account, string query)
    {
        using var http = await region.SignedIn(account);
        var path = region.PathOf(list, query);
        using (var plain = await http.GetAsync(path("")))
            Assert.True(plain.StatusCode == HttpStatusCode.OK, await plain.Content.ReadAsStringAsync());
        foreach (var (name, value) in Wrong.Where(w => region.Parameters[list].Contains(w.Name)))
        {
            using var refused = await http.GetAsync(path($"{name}={value}"));
            var text = await refused.Content.ReadAsStringAsync();
            Assert.True(refused.StatusCode == HttpStatusCode.BadRequest, $"{name}={value}: {refused.StatusCode} {text}");
            Assert.Equal((name, name == "limit" ? "out-of-range" : "unknown-cursor"), FieldOf(JsonDocument.Parse(text).RootElement, name));
        }
    }

    [Theory, MemberData(nameof(Lists))]
    public async Task Following_a_list_to_its_end_gives_every_item_once(string list, string account, string query)
    {
        if (!region.Parameters[list].Contains("cursor") || FilteredAlike.Contains(list)) return;
        using var http = await region.SignedIn(account);
        var path = region.PathOf(list, query);
        if (list == "/api/v1/audit") path = region.PathOf(list, $"{query}&patientId={region.Patient}");
        var paged = region.Parameters[list].Contains("limit");
        var whole = await Follow(http, path, paged ? "limit=200" : "");
        Assert.Equal(whole.Count, whole.Distinct().Count());
        if (!paged) return;
        if (!MayBeShort.Contains(list)) Assert.True(whole.Count > 1, $"{list} holds {whole.Count}: too few to be followed.");
        Assert.Equal(whole, await Follow(http, path, $"limit={(whole.Count / 25) + 1}"));
    }

    /// <summary>Figures that take the filter of their cases and are answered whole.</summary>
    private static readonly string[] FilteredAlike = ["/api/v1/recognition/measures", "/api/v1/indicators", "/api/v1/indicators/{code}", "/api/v1/indicators/flows"];

    /// <summary>The demo region has too few of these.</summary>
    private static readonly string[] MayBeShort = ["/api/v1/imaging/sends", "/api/v1/rounds", "/api/v1/recognition/measures/cases", "/api/v1/indicators/quality/cases", "/api/v1/results/mappings", "/api/v1/recognition/samples"];

    private static IEnumerable<(string Name, string Value)> Wrong =>
    [
        ("limit", "0"), ("limit", "-1"), ("limit", "100000"), ("cursor", "0"), ("cursor", "nonsense!"),
        ("cursor", Convert.ToBase64String("elsewhere|1|2026-01-01T00:00:00Z|3"u8).TrimEnd('=').Replace('+', '-').Replace('/', '_')),
    ];

    /// <summary>The refused field and its code, both languages there; FHIR tells the field in the OperationOutcome.</summary>
    private static (string, string) FieldOf(JsonElement answer, string name)
    {
        if (answer.TryGetProperty("resourceType", out _))
            return (answer.GetProperty("issue")[0].GetProperty("expression")[0].GetString()!, name == "limit" ? "out-of-range" : "unknown-cursor");
        var error = answer.GetProperty("errors").GetProperty(name)[0];
        return (name, error.GetProperty("code").GetString()!);
    }

    private static async Task<List<string>> Follow(HttpClient http, Func<string, Uri> path, string limit)
    {
        var items = new List<string>();
        for (string? next = ""; next is not null;)
        {
            using var answer = await http.GetAsync(path(next.Length == 0 ? limit : $"{limit}&cursor={next}"));
            Assert.True(answer.IsSuccessStatusCode, await answer.Content.ReadAsStringAsync());
            var page = await answer.Json();
            if (!page.TryGetProperty("items", out var found)) return [.. page.GetProperty("entry").EnumerateArray().Select(e => e.GetRawText())];
            items.AddRange(found.EnumerateArray().Select(i => i.GetRawText()));
            next = page.GetProperty("next").GetString();
            Assert.True(items.Count < 20_000, "No end.");
        }
        return items;
    }

    /// <summary>A region of its own: nobody changes a list while it is read.</summary>
    public sealed class Region : PlatformFixture
    {
        private string import = "";

        /// <summary>The resident whose lists are read.</summary>
        public string Patient { get; private set; } = "";

        /// <summary>The hospital whose roster is read.</summary>
        public string House { get; private set; } = "";

        /// <summary>By list: which of limit and cursor it takes.</summary>
        public Dictionary<string, HashSet<string>> Parameters => Services.GetRequiredService<EndpointDataSource>().Endpoints.OfType<RouteEndpoint>()
            .Where(e => e.Metadata.GetMetadata<HttpMethodMetadata>()?.HttpMethods.Contains("GET") == true)
            .Select(e => (Path: "/" + e.RoutePattern.RawText!.Trim('/'), Names: e.Metadata.GetMetadata<MethodInfo>()?.GetParameters().SelectMany(NamesOf).Where(n => n is "limit" or "cursor").ToHashSet() ?? []))
            .Where(e => e.Names.Count > 0).ToDictionary(e => e.Path, e => e.Names);

        public override async ValueTask InitializeAsync()
        {
            await base.InitializeAsync();
            using var resident = await SignedIn("resident");
            Patient = (await resident.GetFromJsonAsync<JsonElement>("/api/v1/session")).GetProperty("patientId").GetString()!;
            for (var i = 0; i < 3; i++) Assert.Equal(HttpStatusCode.OK, (await resident.GetAsync(new Uri($"/api/v1/results?patientId={Patient}", UriKind.Relative))).StatusCode);
            using (var hospital = await SignedIn("office")) House = await Work.Institution(hospital);
            using var township = await SignedIn("township");
            for (var i = 0; i < 3; i++) await Work.Patient(township);
            using var office = await SignedIn("countyoffice");
            for (var i = 0; i < 3; i++)
            {
                import = await office.Upload(Rows.Header + string.Concat(Enumerable.Range(0, 5).Select(n => Rows.Row("nobody", $"L-{i}-{n}"))));
                await office.Watch(import, Rows.Ended);
            }
        }

        /// <summary>Addresses of a list, with more of a query each.</summary>
        public Func<string, Uri> PathOf(string list, string query)
        {
            var path = list.Replace("imports/{id}", $"imports/{import}", StringComparison.Ordinal).Replace("{id}", Patient, StringComparison.Ordinal).Replace("{institutionId}", House, StringComparison.Ordinal).Replace("{code}", "up-referrals", StringComparison.Ordinal);
            return more => new($"{path}?{query.Replace("{patient}", Patient, StringComparison.Ordinal)}&{more}", UriKind.Relative);
        }

        private static IEnumerable<string> NamesOf(ParameterInfo parameter) => parameter.GetCustomAttribute<AsParametersAttribute>() is null
            ? [parameter.Name!]
            : parameter.ParameterType.GetProperties().Select(p => JsonNamingPolicy.CamelCase.ConvertName(p.Name));
    }
}
