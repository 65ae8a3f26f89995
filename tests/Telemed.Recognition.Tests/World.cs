using Microsoft.Extensions.DependencyInjection;
using Telemed.Contracts;
using Telemed.Examinations;
using Telemed.Recognition.Catalogues;
using Telemed.Recognition.Deciding;

namespace Telemed.Recognition.Tests;

/// <summary>A township centre that orders, and those who examined the patient before.</summary>
internal static class World
{
    /// <summary>A Monday, 10:00 in China.</summary>
    public static readonly DateTimeOffset Ten = new(2026, 11, 23, 2, 0, 0, TimeSpan.Zero);

    public const string Ct = "CT.HEAD.PLAIN";
    public const string Blood = "LAB.CBC";

    public static readonly Institution Township = Place("township", AdministrativeTier.Township, "520121");
    public static readonly Institution Neighbour = Place("neighbour", AdministrativeTier.Township, "520122");
    public static readonly Institution County = Place("county", AdministrativeTier.County, "520121");
    public static readonly Institution OtherCounty = Place("other-county", AdministrativeTier.County, "520122");
    public static readonly Institution City = Place("city", AdministrativeTier.City, "520103");
    public static readonly Institution Centre = Place("centre", AdministrativeTier.City, "520103") with { Ownership = Ownership.ThirdParty };
    public static readonly Institution Village = Place("village", AdministrativeTier.Village, "520121");
    public static readonly Institution Far = Place("far", AdministrativeTier.County, "370202");

    public static readonly IReadOnlyList<Institution> Institutions = [Township, Neighbour, County, OtherCounty, City, Centre, Village, Far];

    public static readonly Orderer Orderer = new("township", AdministrativeTier.Township, "520121");

    public static readonly IStandardItems Items = new ServiceCollection().AddExaminations().BuildServiceProvider().GetRequiredService<IStandardItems>();

    public static readonly IReadOnlyDictionary<string, IReadOnlyList<Catalogue>> Catalogues = CatalogueFiles.Embedded(Items);

    public static Catalogue Catalogue(string region = "5201") => Catalogues[region][^1];

    public static Situation Situation(OrderContext? context = null, string? department = null, params IReadOnlyList<string> diagnoses) =>
        new(Orderer, "patient", true, Ten, diagnoses, department, context ?? OrderContext.Ordinary);

    public static PriorResult Result(
        string id = "r1", string institution = "county", string item = Ct, double daysAgo = 7, bool retrievable = true, string? study = "1.2.3", string patient = "patient") =>
        new(id, 1, patient, institution, item, Items.Find(item)?.Category ?? ResultCategory.Other, Ten.AddDays(-daysAgo),
            item.StartsWith("LAB", StringComparison.Ordinal) ? Ten.AddDays(-daysAgo).AddHours(-1) : null, study, null, null, retrievable, false, []);

    public static Maker Maker(string id, bool inAlliance = false)
    {
        var place = Institutions.First(i => i.Id == id);
        return new(id, place.Tier, place.Ownership != Ownership.ThirdParty, inAlliance);
    }

    public static Caller As(string account, string? institution, params IEnumerable<Role> roles) => new(account, institution is null ? null : $"p-{account}", institution, null, null, roles.ToHashSet());

    private static Institution Place(string id, AdministrativeTier tier, string area) =>
        new(id, $"名 {id}", tier, HospitalGrade.Unrated, Ownership.Public, ConnectionStatus.Connected, area, [], []);
}
