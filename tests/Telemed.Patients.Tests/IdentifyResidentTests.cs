using System.Security.Cryptography;
using Telemed.Contracts;
using Telemed.Patients.Changing;
using Telemed.Patients.Listing;
using Telemed.Patients.Registering;

namespace Telemed.Patients.Tests;

public sealed class IdentifyResidentTests : IAsyncLifetime
{
    private const string Number = "520100190001010022";
    private const string Other = "520100190001010014";
    private readonly string folder = Directory.CreateTempSubdirectory("telemed-residents-").FullName;
    private Node node = null!;

    private static Caller Administrator { get; } = new("admin", null, null, null, null, new HashSet<Role> { Role.Administrator });

    public async ValueTask InitializeAsync() => node = await Node.Start(folder, RandomNumberGenerator.GetBytes(32));

    public async ValueTask DisposeAsync()
    {
        await node.DisposeAsync();
        Directory.Delete(folder, recursive: true);
    }

    [Fact]
    public async Task By_the_whole_number_wherever_the_person_was_registered_and_on_record()
    {
        var id = (await node.Do(Registration("township", "王小梅", Number))).Id;
        node.Recorded.Clear();
        var found = Assert.Single((await node.Do(ByNumber(Number))).Items);
        Assert.Equal((id, "王小梅", "01"), (found.Id, found.Name, found.IdType));
        Assert.DoesNotContain(Number[3..16], found.MaskedIdNumber, StringComparison.Ordinal);
        var read = Assert.Single(node.Recorded);
        Assert.Equal((Administrator, id, "account"), (read.Caller, read.PatientId, read.Purpose));
        Assert.Empty((await node.Do(ByNumber(Number[..17]))).Items);
        Assert.Empty((await node.Do(ByNumber(Other))).Items);
        Assert.Single(node.Recorded);
    }

    [Fact]
    public async Task By_the_whole_name_where_the_person_was_registered_and_never_by_its_beginning()
    {
        var first = (await node.Do(Registration("township", "王小梅", Number))).Id;
        var second = (await node.Do(Registration("township", "王小梅", Other))).Id;
        await node.Do(Registration("township", "王小梅花", "520100190001010030"));
        Assert.Equal(new[] { first, second }.Order(StringComparer.Ordinal), (await node.Do(ByName("王小梅", "township"))).Items.Select(i => i.Id));
        Assert.Empty((await node.Do(ByName("王小", "township"))).Items);
        Assert.Empty((await node.Do(ByName("王小梅", "county"))).Items);
        Assert.Equal(["institutionId"], Faults(await node.Ask(ByName("王小梅", null))));
        Assert.Equal(["idNumber"], Faults(await node.Ask(ByName(" ", "township"))));

        static IEnumerable<string> Faults(Answer<Page<ResidentItem>> answer) => answer.Problem!.Fields!.Select(f => f.Field);
    }

    [Fact]
    public async Task Whoever_was_erased_is_not_found()
    {
        var id = (await node.Do(Registration("township", "王小梅", Number))).Id;
        await node.Do(new ErasePatient(Node.By(Administrator), id));
        Assert.Empty((await node.Do(ByNumber(Number))).Items);
        Assert.Empty((await node.Do(ByName("王小梅", "township"))).Items);
    }

    [Theory]
    [InlineData(Role.Physician)]
    [InlineData(Role.Office)]
    [InlineData(Role.HealthAuthority)]
    [InlineData(Role.Auditor)]
    [InlineData(Role.Resident)]
    public async Task Nobody_but_an_administrator_asks(Role role)
    {
        await node.Do(Registration("township", "王小梅", Number));
        var caller = new Caller("other", null, "township", "5201", null, new HashSet<Role> { role });
        Assert.Equal(403, (await node.Ask(ByNumber(Number) with { Caller = caller })).Problem!.Status);
    }

    private static IdentifyResident ByNumber(string number) => new(Administrator, "01", number, null, null);

    private static IdentifyResident ByName(string name, string? institution) => new(Administrator, null, null, name, institution);

    private static RegisterPatient Registration(string institution, string name, string number) => new(Node.By(Node.Physician(institution)), name, "01", number);
}
