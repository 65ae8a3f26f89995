using System.Net;
using System.Text.Json;
using Telemed.Contracts;

namespace Telemed.Consultations.Tests;

public sealed class TemplateTests(SharedDesk shared) : IClassFixture<SharedDesk>
{
    [Theory]
    [InlineData("/templates", "reason")]
    [InlineData("/opinion-templates", "findings")]
    public async Task Every_kind_has_something_to_start_from(string path, string member)
    {
        var all = (await shared.Desk.Get("author", path)).AsArray();
        Assert.All(all, t => Assert.NotEmpty((string)t![member]!));
        Assert.Equal(all.Count, all.Select(t => (string)t!["id"]!).Distinct().Count());
        Assert.All(Enum.GetValues<ServiceKind>().Select(k => JsonNamingPolicy.CamelCase.ConvertName(k.ToString())),
            kind => Assert.Contains(all, t => (string)t!["kind"]! == kind));
    }

    [Fact]
    public async Task Names_come_in_the_language_of_the_request_and_kinds_are_kept_apart()
    {
        var (zh, en) = (await Names("zh-CN"), await Names("en"));
        Assert.NotEmpty(zh);
        Assert.Empty(zh.Intersect(en));

        async Task<string[]> Names(string language)
        {
            var (_, body, _) = await shared.Desk.Send("author", HttpMethod.Get, "/templates?kind=ecg", language: language);
            Assert.All(body!.AsArray(), t => Assert.Equal("ecg", (string)t!["kind"]!));
            return [.. body!.AsArray().Select(t => (string)t!["name"]!)];
        }
    }

    [Fact]
    public async Task An_unknown_kind_is_told()
    {
        var (status, body, _) = await shared.Desk.Send("author", HttpMethod.Get, "/opinion-templates?kind=x");
        Assert.Equal(HttpStatusCode.BadRequest, status);
        Assert.Equal("unknown", (string)body!["errors"]!["kind"]![0]!["code"]!);
    }
}
