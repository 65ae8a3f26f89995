using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json;
using Microsoft.AspNetCore.SignalR.Client;

namespace Telemed.Web.Tests;

public sealed class AccountTests(PlatformFixture platform) : AccountContract(platform);

/// <summary>What administrators and the owners of accounts rely on, on any store and any number of nodes.</summary>
public abstract class AccountContract(PlatformFixture platform)
{
    private const string First = "first-password", Own = "a password of my own";
    private static int number;

    [Fact]
    public async Task A_doctor_gets_an_account_changes_the_first_password_and_signs_opinions_with_the_own_one()
    {
        using var bureau = await platform.SignedIn("bureau");
        using var township = await platform.SignedIn("township");
        using var office = await platform.SignedIn("office");
        var practitioner = await Register(bureau, await Work.Institution(office));
        var account = await Open(bureau, new { account = Name(), password = First, roles = new[] { "physician" }, practitionerId = practitioner });
        Assert.Equal((true, "王新明", "active"), (account.GetProperty("mustChangePassword").GetBoolean(), account.GetProperty("name").GetString(), account.GetProperty("state").GetString()));
        using var doctor = await SignedIn(account, First);
        using (var early = await doctor.GetAsync(new Uri("/api/v1/consultations", UriKind.Relative))) await Refused(early, HttpStatusCode.Forbidden, "password-change-required");
        using (var early = await doctor.GetAsync(new Uri("/dicom-web/studies", UriKind.Relative))) await Refused(early, HttpStatusCode.Forbidden, "password-change-required");
        await Refused(await doctor.PostAsJsonAsync("/api/v1/session/password", new { current = "not the first", password = Own }), HttpStatusCode.Forbidden, "wrong-password");
        await Refused(await doctor.PostAsJsonAsync("/api/v1/session/password", new { current = First, password = First }), HttpStatusCode.BadRequest, "invalid-input");
        using (var changed = await doctor.PostAsJsonAsync("/api/v1/session/password", new { current = First, password = Own })) Assert.Equal(HttpStatusCode.NoContent, changed.StatusCode);

        using var made = await township.PostAsJsonAsync("/api/v1/consultations", Work.Request(await Work.Patient(township), await Work.Institution(office)));
        var id = (await made.Json()).GetProperty("id").GetString()!;
        await office.Act(id, "accept", new { });
        await office.Act(id, "assign", new { practitionerIds = new[] { practitioner }, lead = practitioner });
        await doctor.Act(id, "draftOpinion", Work.Opinion);
        await Refused(await doctor.PostAsJsonAsync($"/api/v1/consultations/{id}/actions/sign", new { password = First }), HttpStatusCode.Forbidden, "wrong-password");
        var signed = await doctor.Act(id, "sign", new { password = Own });
        Assert.True(signed.GetProperty("opinions")[0].GetProperty("signatures")[0].GetProperty("valid").GetBoolean());

        (await doctor.PostAsJsonAsync("/api/v1/session/password", new { current = Own, password = "and a third one" })).EnsureSuccessStatusCode();
        await Signed(township, office, doctor, practitioner, "and a third one", refusedBefore: Own);   // though the key was open under the old one a moment ago
    }

    [Fact]
    public async Task After_a_reset_the_old_sessions_are_over_and_signatures_old_and_new_are_valid()
    {
        using var bureau = await platform.SignedIn("bureau");
        using var township = await platform.SignedIn("township");
        using var office = await platform.SignedIn("office");
        var practitioner = await Register(bureau, await Work.Institution(office));
        var account = await Open(bureau, new { account = Name(), password = First, roles = new[] { "physician" }, practitionerId = practitioner });
        using var doctor = await WithOwnPassword(account);
        var before = await Signed(township, office, doctor, practitioner, Own);
        var reset = await Act(bureau, account, "resetPassword", new { password = "forgotten and reset" });
        Assert.Equal((true, 0), (reset.GetProperty("mustChangePassword").GetBoolean(), reset.GetProperty("sessions").GetInt32()));
        using (var over = await doctor.GetAsync(new Uri("/api/v1/session", UriKind.Relative))) Assert.Equal(HttpStatusCode.Unauthorized, over.StatusCode);
        using var again = await SignedIn(account, "forgotten and reset");
        using (var changed = await again.PostAsJsonAsync("/api/v1/session/password", new { current = "forgotten and reset", password = "yet another one" })) changed.EnsureSuccessStatusCode();
        var after = await Signed(township, office, again, practitioner, "yet another one");
        foreach (var id in new[] { before, after })
            Assert.True((await township.GetFromJsonAsync<JsonElement>($"/api/v1/consultations/{id}")).GetProperty("opinions")[0].GetProperty("signatures")[0].GetProperty("valid").GetBoolean());
    }

    [Fact]
    public async Task A_blocked_account_hears_nothing_more_and_does_not_come_in()
    {
        using var bureau = await platform.SignedIn("bureau");
        using var office = await platform.SignedIn("office");
        var account = await Open(bureau, new { account = Name(), password = First, displayName = "值班台", roles = new[] { "office" }, institutionId = await Work.Institution(office) });
        using var clerk = await WithOwnPassword(account);
        await using var hub = await HubConnections.Open(platform.HubUrl, clerk.DefaultRequestHeaders.Authorization!.Parameter!);
        var closed = new TaskCompletionSource();
        hub.Closed += _ =>
        {
            closed.TrySetResult();
            return Task.CompletedTask;
        };
        Assert.NotEmpty(await hub.InvokeAsync<Dictionary<string, long>>("Watch", new[] { $"inbox:{await Work.Institution(office)}" }));

        var blocked = await Act(bureau, account, "block", new { reason = "调离岗位" });

        Assert.Equal(("blocked", "调离岗位"), (blocked.GetProperty("state").GetString(), blocked.GetProperty("blockedFor").GetString()));
        await closed.Task.WaitAsync(TimeSpan.FromSeconds(60), TestContext.Current.CancellationToken);
        using (var over = await clerk.GetAsync(new Uri("/api/v1/session", UriKind.Relative))) Assert.Equal(HttpStatusCode.Unauthorized, over.StatusCode);
        using var http = platform.Client();
        await Refused(await http.PostAsJsonAsync("/api/v1/session", new { account = account.GetProperty("account").GetString(), password = Own }), HttpStatusCode.Unauthorized, "blocked");
        await Act(bureau, account, "unblock", null);
        using var back = await SignedIn(account, Own);
    }

    [Fact]
    public async Task Who_leaves_is_out_and_who_moves_works_elsewhere_at_once()
    {
        using var bureau = await platform.SignedIn("bureau");
        using var office = await platform.SignedIn("office");
        using var county = await platform.SignedIn("countyoffice");
        var practitioner = await Register(bureau, await Work.Institution(office));
        var account = await Open(bureau, new { account = Name(), password = First, roles = new[] { "physician" }, practitionerId = practitioner });
        using var doctor = await WithOwnPassword(account);
        await using var hub = await HubConnections.Open(platform.HubUrl, doctor.DefaultRequestHeaders.Authorization!.Parameter!);
        Assert.NotEmpty(await hub.InvokeAsync<Dictionary<string, long>>("Watch", new[] { $"inbox:{await Work.Institution(office)}" }));
        var closed = new TaskCompletionSource();
        hub.Closed += _ =>
        {
            closed.TrySetResult();
            return Task.CompletedTask;
        };

        using (var moved = await bureau.PostAsJsonAsync($"/api/v1/practitioners/{practitioner}/actions/move", new { institutionId = await Work.Institution(county), department = "内科" }))
            Assert.True(moved.IsSuccessStatusCode, await moved.Content.ReadAsStringAsync());
        await closed.Task.WaitAsync(TimeSpan.FromSeconds(60), TestContext.Current.CancellationToken);
        Assert.Equal(await Work.Institution(county), await Work.Institution(doctor));
        var found = await bureau.GetFromJsonAsync<JsonElement>($"/api/v1/accounts?institutionId={await Work.Institution(county)}&q=王新明");
        Assert.Contains(found.GetProperty("items").EnumerateArray(), a => a.GetProperty("id").GetString() == account.GetProperty("id").GetString());
        using (var left = await bureau.PostAsJsonAsync($"/api/v1/practitioners/{practitioner}/actions/leave", new { })) left.EnsureSuccessStatusCode();
        using var over = await doctor.GetAsync(new Uri("/api/v1/session", UriKind.Relative));
        Assert.Equal(HttpStatusCode.Unauthorized, over.StatusCode);
    }

    [Fact]
    public async Task What_is_wrong_with_a_new_account_is_said_beside_its_field()
    {
        using var bureau = await platform.SignedIn("bureau");
        foreach (var (body, field) in new (object, string)[]
        {
            (new { account = "", password = First, displayName = "x", roles = new[] { "auditor" } }, "account"),
            (new { account = "有空格 的", password = First, displayName = "x", roles = new[] { "auditor" } }, "account"),
            (new { account = Name(), password = "short", displayName = "x", roles = new[] { "auditor" } }, "password"),
            (new { account = Name(), password = First, displayName = "x", roles = Array.Empty<string>() }, "roles"),
            (new { account = Name(), password = First, displayName = "x", roles = new[] { "physician" } }, "practitionerId"),
            (new { account = Name(), password = First, roles = new[] { "physician" }, practitionerId = "nobody" }, "practitionerId"),
            (new { account = Name(), password = First, displayName = "x", roles = new[] { "office" } }, "institutionId"),
            (new { account = Name(), password = First, displayName = "x", roles = new[] { "office" }, institutionId = "nowhere" }, "institutionId"),
            (new { account = Name(), password = First, displayName = "x", roles = new[] { "healthAuthority" } }, "areaCode"),
            (new { account = Name(), password = First, displayName = "x", roles = new[] { "insurer" }, areaCode = "52x" }, "areaCode"),
            (new { account = Name(), password = First, displayName = "x", roles = new[] { "resident" } }, "patientId"),
            (new { account = Name(), password = First, displayName = "x", roles = new[] { "resident" }, patientId = "nobody" }, "patientId"),
        })
        {
            using var answer = await bureau.PostAsJsonAsync("/api/v1/accounts", body);
            Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
            Assert.True((await answer.Json()).GetProperty("errors").TryGetProperty(field, out _), field);
        }
        await Refused(await bureau.PostAsJsonAsync("/api/v1/accounts", new { account = "Township", password = First, displayName = "x", roles = new[] { "auditor" } }), HttpStatusCode.Conflict, "already-opened");
    }

    [Fact]
    public async Task Only_administrators_keep_accounts_and_none_shuts_the_own_door()
    {
        using var office = await platform.SignedIn("office");
        using var bureau = await platform.SignedIn("bureau");
        var own = (await bureau.GetFromJsonAsync<JsonElement>("/api/v1/session")).GetProperty("id").GetString();
        foreach (var path in new[] { "/api/v1/accounts", $"/api/v1/accounts/{own}" })
            using (var answer = await office.GetAsync(new Uri(path, UriKind.Relative))) Assert.Equal(HttpStatusCode.Forbidden, answer.StatusCode);
        foreach (var (path, body) in new (string, object)[]
        {
            ("", new { account = Name(), password = First, displayName = "x", roles = new[] { "administrator" } }), ($"/{own}/actions/block", new { reason = "x" }), ($"/{own}/actions/unblock", new { }),
            ($"/{own}/actions/resetPassword", new { password = "another password" }), ($"/{own}/actions/changeRoles", new { roles = new[] { "auditor" } }),
            ($"/{own}/actions/removeSecondFactor", new { }), ($"/{own}/actions/endSessions", new { }),
        })
            using (var answer = await office.PostAsJsonAsync($"/api/v1/accounts{path}", body)) Assert.Equal(HttpStatusCode.Forbidden, answer.StatusCode);
        await Refused(await bureau.PostAsJsonAsync($"/api/v1/accounts/{own}/actions/block", new { reason = "x" }), HttpStatusCode.Conflict, "own-account");
        await Refused(await bureau.PostAsJsonAsync($"/api/v1/accounts/{own}/actions/changeRoles", new { roles = new[] { "healthAuthority" }, areaCode = "5201" }), HttpStatusCode.Conflict, "own-account");
        await Refused(await bureau.PostAsJsonAsync("/api/v1/accounts/nobody/actions/block", new { reason = "x" }), HttpStatusCode.NotFound, "not-found");
    }

    [Fact]
    public async Task Roles_given_and_taken_hold_from_the_next_request_on()
    {
        using var bureau = await platform.SignedIn("bureau");
        var account = await Open(bureau, new { account = Name(), password = First, displayName = "审计", roles = new[] { "auditor" } });
        using var auditor = await WithOwnPassword(account);
        using (var may = await auditor.GetAsync(new Uri("/api/v1/audit/verify", UriKind.Relative))) Assert.Equal(HttpStatusCode.OK, may.StatusCode);
        await Act(bureau, account, "changeRoles", new { roles = new[] { "insurer" }, areaCode = "5201" });
        using var no = await auditor.GetAsync(new Uri("/api/v1/audit/verify", UriKind.Relative));
        Assert.Equal(HttpStatusCode.Forbidden, no.StatusCode);
    }

    [Fact]
    public async Task The_list_gives_every_account_once_page_by_page()
    {
        using var bureau = await platform.SignedIn("bureau");
        var (seen, cursor) = (new List<string>(), "");
        do
        {
            var page = await bureau.GetFromJsonAsync<JsonElement>($"/api/v1/accounts?limit=5&cursor={cursor}");
            seen.AddRange(page.GetProperty("items").EnumerateArray().Select(a => a.GetProperty("account").GetString()!));
            cursor = page.GetProperty("next").GetString() ?? "";
        }
        while (cursor.Length > 0);
        Assert.Equal(seen.Distinct().Order(StringComparer.Ordinal), seen);
        Assert.Superset(new HashSet<string> { "township", "office", "bureau", "auditor", "resident" }, seen.ToHashSet());
        using var bad = await bureau.GetAsync(new Uri("/api/v1/accounts?limit=0&cursor=%25", UriKind.Relative));
        Assert.Equal(["limit", "cursor"], (await bad.Json()).GetProperty("errors").EnumerateObject().Select(e => e.Name));
    }

    private static string Name() => $"new-{Interlocked.Increment(ref number)}-{Guid.CreateVersion7().ToString("N")[20..]}";

    private static async Task<string> Register(HttpClient bureau, string institutionId)
    {
        var licence = $"11052{Math.Abs(Guid.NewGuid().GetHashCode()) % 10_000_000_000:D10}";
        using var answer = await bureau.PostAsJsonAsync("/api/v1/practitioners", new
        {
            name = "王新明",
            institutionId,
            department = "神经内科",
            title = "associateChief",
            licenceNumber = licence,
            licenceValidTo = "2035-12-31",
            practisingSince = "2005-07-01",
        });
        Assert.True(answer.IsSuccessStatusCode, await answer.Content.ReadAsStringAsync());
        return (await answer.Json()).GetProperty("id").GetString()!;
    }

    private static async Task<JsonElement> Open(HttpClient bureau, object body)
    {
        using var answer = await bureau.PostAsJsonAsync("/api/v1/accounts", body);
        Assert.True(answer.StatusCode == HttpStatusCode.Created, await answer.Content.ReadAsStringAsync());
        var account = await answer.Json();
        Assert.Equal($"/api/v1/accounts/{account.GetProperty("id").GetString()}", answer.Headers.Location!.ToString());
        return account;
    }

    private static async Task<JsonElement> Act(HttpClient bureau, JsonElement account, string action, object? body)
    {
        using var answer = await bureau.PostAsJsonAsync($"/api/v1/accounts/{account.GetProperty("id").GetString()}/actions/{action}", body ?? new { });
        Assert.True(answer.IsSuccessStatusCode, await answer.Content.ReadAsStringAsync());
        return await answer.Json();
    }

    private async Task<HttpClient> SignedIn(JsonElement account, string password)
    {
        var http = platform.Client();
        using var answer = await http.PostAsJsonAsync("/api/v1/session", new { account = account.GetProperty("account").GetString(), password });
        Assert.True(answer.IsSuccessStatusCode, await answer.Content.ReadAsStringAsync());
        http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", (await answer.Json()).GetProperty("token").GetString());
        return http;
    }

    private async Task<HttpClient> WithOwnPassword(JsonElement account)
    {
        var http = await SignedIn(account, First);
        using var answer = await http.PostAsJsonAsync("/api/v1/session/password", new { current = First, password = Own });
        answer.EnsureSuccessStatusCode();
        return http;
    }

    private static async Task<string> Signed(HttpClient township, HttpClient office, HttpClient doctor, string practitioner, string password, string? refusedBefore = null)
    {
        using var made = await township.PostAsJsonAsync("/api/v1/consultations", Work.Request(await Work.Patient(township), await Work.Institution(office)));
        var id = (await made.Json()).GetProperty("id").GetString()!;
        await office.Act(id, "accept", new { });
        await office.Act(id, "assign", new { practitionerIds = new[] { practitioner }, lead = practitioner });
        await doctor.Act(id, "draftOpinion", Work.Opinion);
        if (refusedBefore is not null)
            await Refused(await doctor.PostAsJsonAsync($"/api/v1/consultations/{id}/actions/sign", new { password = refusedBefore }), HttpStatusCode.Forbidden, "wrong-password");
        await doctor.Act(id, "sign", new { password });
        return id;
    }

    private static async Task Refused(HttpResponseMessage answer, HttpStatusCode status, string code)
    {
        using (answer) Assert.Equal((status, code), (answer.StatusCode, (await answer.Json()).GetProperty("code").GetString()));
    }
}
