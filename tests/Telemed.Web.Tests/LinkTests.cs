using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Microsoft.Extensions.DependencyInjection;
using Telemed.Consultations;
using Telemed.Contracts;
using Telemed.Imaging.Studies;
using Telemed.Kernel;
using Telemed.ReadModel;
using Telemed.Referrals;

namespace Telemed.Web.Tests;

/// <summary>The map of links against a naive recount of the whole log.</summary>
public sealed class LinkTests(LinkTests.Region region) : IClassFixture<LinkTests.Region>
{
    private static readonly Uri Links = new("/api/v1/links", UriKind.Relative);

    [Fact]
    public async Task Uses_of_every_link_equal_a_recount_and_a_rebuilt_read_model_tells_the_same()
    {
        using var bureau = await region.SignedIn("bureau");
        using var county = await region.SignedIn("county");
        using var city = await region.SignedIn("office");
        var hospital = await Work.Institution(city);
        for (var i = 0; i < 2; i++)
        {
            using var made = await county.PostAsJsonAsync("/api/v1/consultations", Work.Request(await Work.Patient(county), hospital));
            Assert.True(made.IsSuccessStatusCode, await made.Content.ReadAsStringAsync());
            await region.Services.GetRequiredService<ProjectionEngine>().WaitFor(new("consultation", (await made.Json()).GetProperty("id").GetString()!), 1, default);
        }
        await Exchange(await Work.Institution(city));
        var (live, counted) = (await bureau.GetStringAsync(Links), await Recount());
        var from = ChinaTime.Day(TimeProvider.System.GetUtcNow()).AddDays(-29);
        var links = JsonElement.Parse(live).GetProperty("items").EnumerateArray()
            .SelectMany(c => c.GetProperty("links").EnumerateArray().Select(l => (County: c.GetProperty("id").GetString()!, Link: l))).ToList();
        foreach (var (id, link) in links)
        {
            var uses = counted.GetValueOrDefault(Pair(id, link.GetProperty("tertiaryId").GetString()!)) ?? [];
            foreach (var kind in new[] { "consultation", "reading", "referral", "exchange" })
                Assert.Equal(uses.Count(u => u.Kind == kind && ChinaTime.Day(u.At) >= from), link.GetProperty("uses").GetProperty(kind).GetInt32());
            Assert.Equal(uses.Count == 0 ? null : uses.Max(u => u.At), link.TryGetProperty("lastUsedAt", out var at) ? at.GetDateTimeOffset() : (DateTimeOffset?)null);
        }
        Assert.Contains(links, l => l.County == region.County && l.Link.GetProperty("uses").GetProperty("consultation").GetInt32() >= 2);
        Assert.Contains(links, l => l.County == region.County && l.Link.GetProperty("uses").GetProperty("exchange").GetInt32() == 4);
        await region.Services.GetRequiredService<ProjectionEngine>().Rebuild(default);
        Assert.Equal(live, await bureau.GetStringAsync(Links));
    }

    [Fact]
    public async Task An_authority_sees_its_area_with_those_that_no_link_joins_first_and_a_hospital_its_own_links()
    {
        var all = await Read("bureau");
        Assert.Equal(all.OrderBy(c => c.GetProperty("linked").GetBoolean()).Select(Name), all.Select(Name));
        var tcm = all.Single(c => Name(c) == "松河县中医医院");
        Assert.Equal((false, "ended"), (tcm.GetProperty("linked").GetBoolean(), tcm.GetProperty("links")[0].GetProperty("state").GetString()));
        Assert.Contains(all, c => c.GetProperty("linked").GetBoolean() is false && c.GetProperty("links").GetArrayLength() == 0);
        Assert.Equal(all.Where(c => c.GetProperty("areaCode").GetString() == "520191").Select(Name), (await Read("countybureau")).Select(Name));
        Assert.Equal([region.County], (await Read("countyoffice")).Select(c => c.GetProperty("id").GetString()));
        Assert.All(await Read("office"), c => Assert.Equal("云岭市第一人民医院", Assert.Single(c.GetProperty("links").EnumerateArray()).GetProperty("tertiary").GetString()));
        foreach (var nobody in new[] { "specialist", "insurer", "resident", "auditor" })
        {
            using var http = await region.SignedIn(nobody);
            using var answer = await http.GetAsync(Links);
            Assert.Equal(HttpStatusCode.Forbidden, answer.StatusCode);
        }
    }

    /// <summary>Studies between the county and that hospital: announced by another platform, and sent to one; to a DICOM node as well, which is no exchange.</summary>
    private async Task Exchange(string hospital)
    {
        var now = TimeProvider.System.GetUtcNow();
        await Add("2.25.1", hospital, now, new StudyEvent.OpenedByPeer("elsewhere", region.County, hospital, now.AddDays(30)));
        await Add("2.25.1", hospital, now, new StudyEvent.OpenedByPeer("elsewhere", region.County, hospital, now.AddDays(30)));   // the same way on the same day
        await Add("2.25.1", hospital, now, new StudyEvent.OpenedByPeer("elsewhere", hospital, region.County, now.AddDays(30)));   // and back
        await Add("2.25.1", hospital, now.AddDays(1), new StudyEvent.OpenedByPeer("elsewhere", region.County, hospital, now.AddDays(31)));
        await Add("2.25.2", region.County, now, new StudyEvent.SendAsked("s1", "archive", hospital, "Normal", "Asked", "elsewhere"));
        await Add("2.25.3", region.County, now, new StudyEvent.SendAsked("s2", "ae:PACS", hospital, "Normal", "Asked"));
        await Add("2.25.4", hospital, now, new StudyEvent.OpenedByPeer("elsewhere", hospital, hospital, now.AddDays(30)));

        async Task Add(string study, string by, DateTimeOffset at, StudyEvent fact)
        {
            var command = new CommandContext(Guid.NewGuid().ToString("N"), null, new("account", null, by), at);
            var outcome = await region.Services.GetRequiredService<ICaseOwner>().Transact(StudyRules.Aggregate, study, null, command, _ => fact, default);
            var done = Assert.IsType<Outcome<StudyState, StudyRefusal>.Done>(outcome);
            await region.Services.GetRequiredService<ProjectionEngine>().WaitFor(new(StudyRules.Category, study), done.Version, default);
        }
    }

    private async Task<List<JsonElement>> Read(string account)
    {
        using var http = await region.SignedIn(account);
        return [.. (await http.GetFromJsonAsync<JsonElement>(Links)).GetProperty("items").EnumerateArray()];
    }

    private static string? Name(JsonElement county) => county.GetProperty("name").GetString();

    private static (string, string) Pair(string a, string b) => string.CompareOrdinal(a, b) < 0 ? (a, b) : (b, a);

    private async Task<Dictionary<(string, string), List<(string Kind, DateTimeOffset At)>>> Recount()
    {
        var uses = new Dictionary<(string, string), List<(string, DateTimeOffset)>>();
        var went = new HashSet<(string, string, string, DateOnly)>();
        var (consultations, referrals) = (new Dictionary<string, ConsultationState>(), new Dictionary<string, ReferralState>());
        await foreach (var page in region.Services.GetRequiredService<IEventLog>().Follow(null, TestContext.Current.CancellationToken))
        {
            foreach (var append in page.Appends)
                foreach (var stored in append.Events)
                    if (append.Stream.Category == Consultation.Aggregate.Category)
                    {
                        var fact = Consultation.Aggregate.Format.Read(stored);
                        var now = consultations[append.Stream.Id] = Consultation.Aggregate.Evolve(consultations.GetValueOrDefault(append.Stream.Id) ?? Consultation.Aggregate.Initial, fact);
                        var reads = now.Request?.Kind is ServiceKind.Imaging or ServiceKind.Ecg or ServiceKind.Pathology or ServiceKind.Ultrasound;
                        if (fact is ConsultationEvent.Submitted or ConsultationEvent.Redirected) Use(now.InvitingId, now.Invited.InstitutionId!, reads ? "reading" : "consultation", append.Context.At);
                    }
                    else if (append.Stream.Category == Referral.Aggregate.Category)
                    {
                        var fact = Referral.Aggregate.Format.Read(stored);
                        var now = referrals[append.Stream.Id] = Referral.Aggregate.Evolve(referrals.GetValueOrDefault(append.Stream.Id) ?? Referral.Aggregate.Initial, fact);
                        if (fact is ReferralEvent.Submitted or ReferralEvent.Redirected) Use(now.FromId, now.To.InstitutionId!, "referral", append.Context.At);
                    }
                    else if (append.Stream.Category == StudyRules.Category && StudyRules.Aggregate.Format.Read(stored) is var said)
                    {
                        if (said is StudyEvent.OpenedByPeer came) Went(append, came.SenderId, came.InstitutionId);
                        else if (said is StudyEvent.SendAsked { Peer: not null } goes) Went(append, append.Context.Actor.InstitutionId!, goes.ReceiverId);
                    }
            if (page.AtEnd) break;
        }
        return uses;

        void Went(StoredAppend append, string from, string to)
        {
            if (from != to && went.Add((append.Stream.Id, from, to, ChinaTime.Day(append.Context.At)))) Use(from, to, "exchange", append.Context.At);
        }

        void Use(string from, string to, string kind, DateTimeOffset at)
        {
            if (!uses.TryGetValue(Pair(from, to), out var known)) uses.Add(Pair(from, to), known = []);
            known.Add((kind, at));
        }
    }

    /// <summary>A region of its own: nobody else asks while it is counted.</summary>
    public sealed class Region : PlatformFixture
    {
        /// <summary>The county hospital with a doctor and an office.</summary>
        public string County { get; private set; } = "";

        public override async ValueTask InitializeAsync()
        {
            await base.InitializeAsync();
            using var office = await SignedIn("countyoffice");
            County = await Work.Institution(office);
        }
    }
}
