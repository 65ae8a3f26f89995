using System.Net;
using System.Net.Http.Json;
using System.Reflection;
using System.Text;
using System.Text.Json;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;

namespace Telemed.Web.Tests;

/// <summary>What a FHIR client meets before it knows this platform.</summary>
public sealed class FhirDoorTests(PlatformFixture platform)
{
    private const string Door = "/fhir/R4/";

    [Fact]
    public async Task The_statement_names_what_is_mapped_and_nothing_else()
    {
        using var anyone = platform.Client();
        using var answer = await anyone.GetAsync(new Uri("/fhir/R4/metadata", UriKind.Relative));
        Assert.Equal("application/fhir+json", answer.Content.Headers.ContentType!.MediaType);
        var statement = await answer.Json();
        Assert.Equal(("CapabilityStatement", "4.0.1", "Telemed"),
            (statement.GetProperty("resourceType").GetString(), statement.GetProperty("fhirVersion").GetString(), statement.GetProperty("software").GetProperty("name").GetString()));
        var rest = statement.GetProperty("rest")[0];
        var said = rest.GetProperty("resource").EnumerateArray().SelectMany(r => Codes(r).Select(code => $"{r.GetProperty("type").GetString()} {code} {(code == "search-type" ? string.Join(',', Names(r)) : "")}"))
            .Concat(Codes(rest).Select(code => $" {code} "));
        Assert.Equal(Mapped().Order(StringComparer.Ordinal), said.Order(StringComparer.Ordinal));
    }

    [Theory]
    [InlineData("GET", "Patient", HttpStatusCode.NotFound)]
    [InlineData("GET", "Observation/_history", HttpStatusCode.NotFound)]
    [InlineData("POST", "Observation/_search", HttpStatusCode.NotFound)]
    [InlineData("GET", "DiagnosticReport/1/_history/2", HttpStatusCode.NotFound)]
    [InlineData("POST", "Observation", HttpStatusCode.MethodNotAllowed)]
    [InlineData("PUT", "DiagnosticReport/1", HttpStatusCode.MethodNotAllowed)]
    [InlineData("DELETE", "Observation/1", HttpStatusCode.MethodNotAllowed)]
    [InlineData("GET", "", HttpStatusCode.MethodNotAllowed)]
    public async Task What_is_not_served_is_said_in_FHIR(string method, string path, HttpStatusCode status)
    {
        using var county = await platform.SignedIn("county");
        using var answer = await county.Send(new(method), Door + path, null);
        var outcome = await answer.Json();
        Assert.Equal((status, "OperationOutcome", "not-supported"), (answer.StatusCode, outcome.GetProperty("resourceType").GetString(), outcome.GetProperty("issue")[0].GetProperty("code").GetString()));
        Assert.Equal(status == HttpStatusCode.MethodNotAllowed, answer.Content.Headers.Allow.Count > 0);
    }

    [Theory]
    [InlineData("handling=strict", "patient={0}&_count=5&code:in=http://x", "_count,code:in")]
    [InlineData("return=minimal, Handling=\"strict\"; a=b", "patient={0}&status=final", "status")]
    [InlineData("handling=strict", "patient={0}&_format=json&_pretty=true", "")]
    [InlineData("handling=strict, handling=lenient", "patient={0}&_count=5", "_count")]
    [InlineData("handling=lenient, handling=strict", "patient={0}&_count=5", "")]
    [InlineData("return=minimal", "patient={0}&_count=5", "")]
    [InlineData(null, "_count=5&patient=Patient/{0}&code=x", "")]
    public async Task A_search_parameter_that_is_not_served_is_refused_by_name_where_that_is_preferred(string? prefer, string query, string refused)
    {
        using var resident = await platform.SignedIn("resident");
        var patient = (await resident.GetFromJsonAsync<JsonElement>("/api/v1/session")).GetProperty("patientId").GetString()!;
        foreach (var type in (string[])["DiagnosticReport", "Observation"])
        {
            using var answer = await resident.Send(
                HttpMethod.Get, $"{Door}{type}?{string.Format(System.Globalization.CultureInfo.InvariantCulture, query, patient)}", null, prefer is null ? [] : [("Prefer", prefer), ("Accept-Language", "en")]);
            var said = await answer.Json();
            if (refused.Length == 0)
            {
                var self = said.GetProperty("link").EnumerateArray().Single(l => l.GetProperty("relation").GetString() == "self").GetProperty("url").GetString();
                Assert.Equal((HttpStatusCode.OK, $"{type}?patient={patient}"), (answer.StatusCode, self));
                continue;
            }
            Assert.Equal((HttpStatusCode.BadRequest, "OperationOutcome"), (answer.StatusCode, said.GetProperty("resourceType").GetString()));
            var issues = said.GetProperty("issue").EnumerateArray().ToArray();
            Assert.Equal(refused.Split(','), issues.Select(i => i.GetProperty("expression")[0].GetString()));
            Assert.All(issues, i => Assert.Equal(
                ("not-supported", $"The search parameter {i.GetProperty("expression")[0]} is not supported; see metadata"), (i.GetProperty("code").GetString(), i.GetProperty("diagnostics").GetString())));
        }
    }

    [Fact]
    public async Task The_link_self_of_a_later_page_names_its_cursor()
    {
        using var resident = await platform.SignedIn("resident");
        var patient = (await resident.GetFromJsonAsync<JsonElement>("/api/v1/session")).GetProperty("patientId").GetString()!;
        var cursor = (await resident.GetFromJsonAsync<JsonElement>($"/api/v1/results?patientId={patient}&limit=1")).GetProperty("next").GetString()!;
        var page = await resident.GetFromJsonAsync<JsonElement>($"{Door}DiagnosticReport?cursor={cursor}&patient={patient}&_count=1");
        Assert.Equal(["self"], page.GetProperty("link").EnumerateArray().Select(l => l.GetProperty("relation").GetString()));
        Assert.Equal($"DiagnosticReport?patient={patient}&cursor={cursor}", page.GetProperty("link")[0].GetProperty("url").GetString());
        Assert.NotEmpty(page.GetProperty("entry").EnumerateArray());
    }

    [Fact]
    public async Task A_bundle_in_XML_is_415_in_FHIR()
    {
        using var office = await platform.SignedIn("countyoffice");
        using var answer = await office.PostAsync(new Uri("/fhir/R4", UriKind.Relative), new StringContent("<Bundle/>", Encoding.UTF8, "application/fhir+xml"));
        Assert.Equal((HttpStatusCode.UnsupportedMediaType, "OperationOutcome"), (answer.StatusCode, (await answer.Json()).GetProperty("resourceType").GetString()));
    }

    /// <summary>Interactions that the endpoints of this door are, by the shape of their addresses.</summary>
    private IEnumerable<string> Mapped() => platform.Services.GetRequiredService<EndpointDataSource>().Endpoints.OfType<RouteEndpoint>()
        .Select(e => (Path: "/" + e.RoutePattern.RawText!.Trim('/') + "/", Methods: e.Metadata.GetMetadata<HttpMethodMetadata>()?.HttpMethods ?? [], Method: e.Metadata.GetMetadata<MethodInfo>()))
        .Where(e => e.Path.StartsWith(Door, StringComparison.Ordinal) && e.Methods.Count > 0 && e.Path != Door + "metadata/")
        .SelectMany(e => (Path: e.Path[Door.Length..].Trim('/').Split('/'), Http: string.Join(',', e.Methods)) switch
        {
            { Path: [""], Http: "POST" } => [" transaction ", " batch "],
            { Path: [var type], Http: "GET" } => [$"{type} search-type {string.Join(',', e.Method!.GetParameters().Where(p => p.ParameterType == typeof(string)).Select(p => p.Name))}"],
            { Path: [var type, "{id}"], Http: "GET" } => [$"{type} read "],
            var other => (string[])[$"{other.Http} {e.Path}"],
        });

    private static IEnumerable<string?> Codes(JsonElement of) => of.GetProperty("interaction").EnumerateArray().Select(i => i.GetProperty("code").GetString());

    private static IEnumerable<string?> Names(JsonElement resource) => resource.GetProperty("searchParam").EnumerateArray().Select(p => p.GetProperty("name").GetString());
}
