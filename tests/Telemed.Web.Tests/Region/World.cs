using System.Collections.Concurrent;
using System.Net.Http.Json;
using System.Text.Json;

namespace Telemed.Web.Tests.Region;

/// <summary>Who and what there is in the demo region, so small that people get in each other's way.</summary>
internal sealed class World(TimeProvider time)
{
    public static readonly string[] Accounts = ["township", "township2", "village", "county", "countyoffice", "office", "specialist", "specialist2", "radiologist"];
    public static readonly string[] Askers = ["township", "township2", "village", "county"];
    public static readonly string[] Departments = ["神经内科", "心血管内科"];

    public DateTimeOffset Now => time.GetUtcNow();
    public List<string> Patients { get; } = [];
    public List<string> Hospitals { get; } = [];
    public List<string> Practitioners { get; } = [];

    /// <summary>A few beds and slots of each hospital, so few that they are fought for.</summary>
    public Dictionary<string, List<object>> Places { get; } = [];

    /// <summary>Cases that anybody has opened: path and id.</summary>
    public ConcurrentBag<string> Cases { get; } = [];

    public async Task Learn(Func<string, Task<HttpClient>> signIn)
    {
        using var township = await signIn("township");
        for (var i = 0; i < 12; i++) Patients.Add(await Work.Patient(township));
        foreach (var account in new[] { "countyoffice", "office", "specialist2" })
        {
            using var http = await signIn(account);
            Hospitals.Add(await Work.Institution(http));
        }
        foreach (var account in new[] { "county", "specialist", "specialist2", "radiologist" })
        {
            using var http = await signIn(account);
            Practitioners.Add(await Work.Practitioner(http));
        }
        foreach (var hospital in Hospitals)
        {
            var places = Places[hospital] = [];
            foreach (var department in Departments)
            {
                places.AddRange((await Ids(township, $"/api/v1/beds?institutionId={hospital}&department={department}", 2)).Select(id => new { bedId = id }));
                var (from, to) = (Now.AddDays(20), Now.AddDays(33));
                places.AddRange((await Ids(township, $"/api/v1/slots?institutionId={hospital}&department={department}&free=true&from={from:yyyy-MM-dd}&to={to:yyyy-MM-dd}", 2))
                    .Select(id => new { slotId = id }));
            }
        }
        Assert.True(Places.Count(p => p.Value.Count > 0) >= 2);
    }

    private static async Task<IEnumerable<string>> Ids(HttpClient http, string path, int most) =>
        (await http.GetFromJsonAsync<JsonElement>(path)).GetProperty("items").EnumerateArray().Take(most).Select(i => i.GetProperty("id").GetString()!).ToArray();
}
