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
