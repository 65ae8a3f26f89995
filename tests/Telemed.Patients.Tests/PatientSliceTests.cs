using System.Security.Cryptography;
using System.Text;
using Telemed.Contracts;
using Telemed.Patients.Changing;
using Telemed.Patients.Listing;
using Telemed.Patients.Registering;

namespace Telemed.Patients.Tests;

public sealed class PatientSliceTests : IAsyncLifetime
{
    private const string Number = "520100190001010022";
    private readonly string folder = Directory.CreateTempSubdirectory("telemed-patients-").FullName;
    private readonly byte[] key = RandomNumberGenerator.GetBytes(32);
    private Node node = null!;

    private static Caller Township => Node.Physician("township");

    public async ValueTask InitializeAsync() => node = await Node.Start(folder, key);

    public async ValueTask DisposeAsync()
    {
        await node.DisposeAsync();
        Directory.Delete(folder, recursive: true);
    }

    [Fact]
    public async Task The_same_document_registered_by_many_at_once_is_one_patient()
    {
        var answers = await Task.WhenAll(Enumerable.Range(0, 24).Select(i => node.Ask(Registration(i % 2 == 0 ? "township" : "county"))));
        Assert.All(answers, answer => Assert.Null(answer.Problem));
        Assert.Single(answers.Select(answer => answer.Value.Id).Distinct());
        Assert.Single(answers, answer => answer.Location is not null);
        Assert.Equal(Number[..3], answers[0].Value.MaskedIdNumber[..3]);
    }

    [Fact]
    public async Task The_same_command_again_is_the_same_answer()
    {
        var request = Registration("township");
        var first = await node.Ask(request);
        var again = await node.Ask(request);
        Assert.Equal((first.Value.Id, first.Version, first.Location), (again.Value.Id, again.Version, again.Location));
    }

    [Fact]
    public async Task A_known_document_under_another_name_is_refused()
    {
        await node.Do(Registration("township"));
        var answer = await node.Ask(Registration("county") with { Name = "别人" });
        Assert.Equal((409, "identity-conflict"), (answer.Problem!.Status, answer.Problem.Code));
        Assert.Equal(404, (await node.Ask(new GetPatient(Node.Physician("county"), "whoever"))).Problem!.Status);
    }

    [Fact]
    public async Task What_the_log_holds_does_not_tell_who_the_person_is()
    {
        await node.Do(Registration("township") with { Phone = "13900001234", Address = "松河乡一组", Guardian = Mother });
        var stored = new StringBuilder();
        foreach (var file in Directory.GetFiles(folder).Where(f => !f.EndsWith(".lock", StringComparison.Ordinal))) stored.Append(Encoding.UTF8.GetString(ReadShared(file)));
        var text = stored.ToString();
        Assert.Contains("patient.registered", text, StringComparison.Ordinal);
        foreach (var secret in new[] { Number, "王小梅", "13900001234", "松河乡", Mother.IdNumber!, Mother.Name! })
            Assert.DoesNotContain(secret, text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Only_those_who_have_to_do_with_the_patient_may_read()
    {
        var id = (await node.Do(Registration("township"))).Id;
        Assert.Equal("王小梅", (await node.Do(new GetPatient(Township, id))).Name);
        Assert.Equal(404, (await node.Ask(new GetPatient(Node.Physician("city"), id))).Problem!.Status);
        var access = new CaseAccessChanged("case1", id, ["township", "city"], [], Open: true);
        await node.Publish(access);
        Assert.Equal(id, (await node.Do(new GetPatient(Node.Physician("city"), id))).Id);
        Assert.Equal("case1", node.Recorded.Last().CaseId);
        await node.Publish(access with { Open = false });
        Assert.Equal(404, (await node.Ask(new GetPatient(Node.Physician("city"), id))).Problem!.Status);
        Assert.Equal(id, (await node.Do(new GetPatient(Township, id))).Id);
    }

    [Fact]
    public async Task A_resident_reads_the_own_record_and_no_other()
    {
        var own = (await node.Do(Registration("township"))).Id;
        var other = (await node.Do(Registration("township") with { Name = "王大力", IdNumber = "520100190001010014" })).Id;
        var resident = new Caller("resident", null, null, null, own, new HashSet<Role> { Role.Resident });
        Assert.Equal(own, (await node.Do(new GetPatient(resident, own))).Id);
        Assert.Equal("ownRecord", node.Recorded.Last().Purpose);
        Assert.Equal(404, (await node.Ask(new GetPatient(resident, other))).Problem!.Status);
        Assert.Equal([own], (await node.Do(new FindPatients(resident))).Items.Select(i => i.Id));
    }

    [Theory]
    [InlineData(Role.HealthAuthority)]
    [InlineData(Role.Auditor)]
    [InlineData(Role.Administrator)]
    [InlineData(Role.Insurer)]
    public async Task Those_who_do_not_treat_read_no_patient(Role role)
    {
        var id = (await node.Do(Registration("township"))).Id;
        var caller = new Caller("other", null, "township", "5201", null, new HashSet<Role> { role });
        Assert.Equal(404, (await node.Ask(new GetPatient(caller, id))).Problem!.Status);
        Assert.Empty((await node.Do(new FindPatients(caller))).Items);
        Assert.Equal(403, (await node.Ask(Registration("township") with { By = Node.By(caller) })).Problem!.Status);
    }

    [Fact]
    public async Task Found_by_document_by_the_beginning_of_the_name_and_as_recent()
    {
        var first = (await node.Do(Registration("township"))).Id;
        var second = (await node.Do(Registration("township") with { Name = "王大力", IdNumber = "520100190001010014" })).Id;
        Assert.Equal([first], Ids(await node.Do(new FindPatients(Township, "01", Number))));
        Assert.Equal([first], Ids(await node.Do(new FindPatients(Township, Name: "王小"))));
        Assert.Equal(new[] { first, second }.Order(), Ids(await node.Do(new FindPatients(Township, Name: "王"))).Order());
        Assert.Empty((await node.Do(new FindPatients(Township, "01", Number[..9]))).Items);
        Assert.Empty((await node.Do(new FindPatients(Township, Name: "小梅"))).Items);
        Assert.Empty((await node.Do(new FindPatients(Node.Physician("city"), Name: "王"))).Items);
        Assert.Empty((await node.Do(new FindPatients(Node.Physician("city"), "01", Number))).Items);
        var page = await node.Do(new FindPatients(Township, Limit: 1));
        var rest = await node.Do(new FindPatients(Township, Limit: 1, Cursor: page.Next));
        Assert.Equal([second, first], [.. Ids(page), .. Ids(rest)]);
        Assert.DoesNotContain(Number, page.Items[0].MaskedIdNumber, StringComparison.Ordinal);

        static IEnumerable<string> Ids(Page<PatientItem> found) => found.Items.Select(i => i.Id);
    }

    [Fact]
    public async Task A_linked_card_finds_the_person_and_is_nobody_elses()
    {
        var id = (await node.Do(Registration("township"))).Id;
        await node.Do(new LinkDocument(Node.By(Township), id, "202", "SB00012345"));
        Assert.Equal([id], (await node.Do(new FindPatients(Township, "202", "SB00012345"))).Items.Select(i => i.Id));
        Assert.Equal(id, (await node.Do(Registration("county") with { IdType = "202", IdNumber = "SB00012345" })).Id);
        var other = (await node.Do(Registration("township") with { Name = "王大力", IdNumber = "520100190001010014" })).Id;
        Assert.Equal("document-taken", (await node.Ask(new LinkDocument(Node.By(Township), other, "202", "SB00012345"))).Problem!.Code);
        Assert.Single((await node.Do(new GetPatient(Township, other))).Documents);
        Assert.Equal("document-of-another", (await node.Ask(new LinkDocument(Node.By(Township), other, "05", "440524188001010014"))).Problem!.Code);
    }

    [Fact]
    public async Task A_newborn_comes_with_birth_certificate_and_guardian()
    {
        var newborn = Registration("township") with { Name = "王之女", IdType = "111", IdNumber = "T520000123", Sex = Sex.Female, BirthDate = ChinaTime.Day(TimeProvider.System.GetUtcNow()) };
        Assert.Equal("newborn-needs-guardian", (await node.Ask(newborn)).Problem!.Code);
        var child = await node.Do(newborn with { By = Node.By(Township), Guardian = Mother });
        Assert.Equal((0, false, GuardianRelation.Parent), (child.Age!.Value, child.NeedsGuardian, child.Guardian!.Relation));
        Assert.True((await node.Patients.Find(child.Id, default))!.HasGuardian);
    }

    [Fact]
    public async Task A_minor_without_guardian_is_marked_until_one_is_named()
    {
        var minor = await node.Do(Registration("township") with { Name = "王小明", IdType = "99", IdNumber = "JL-000123", BirthDate = ChinaTime.Day(TimeProvider.System.GetUtcNow()).AddYears(-9) });
        Assert.True(minor.NeedsGuardian);
        Assert.False((await node.Do(new NameGuardian(Node.By(Township), minor.Id, Mother))).NeedsGuardian);
    }

    [Fact]
    public async Task A_correction_is_seen_by_others_at_once_and_the_old_name_finds_nothing()
    {
        var id = (await node.Do(Registration("township"))).Id;
        Assert.Equal("王小梅", (await node.Patients.Find(id, default))!.Name);
        var corrected = await node.Do(new CorrectPatient(Node.By(Township), id, "汪小梅", null, null, "13900001234", null));
        Assert.Equal(("汪小梅", "139****1234"), (corrected.Name, corrected.PhoneMasked));
        Assert.Equal("汪小梅", (await node.Patients.Find(id, default))!.Name);
        Assert.Empty((await node.Do(new FindPatients(Township, Name: "王"))).Items);
        Assert.Single((await node.Do(new FindPatients(Township, Name: "汪"))).Items);
    }

    [Fact]
    public async Task A_correction_against_the_identity_number_is_refused()
    {
        var id = (await node.Do(Registration("township"))).Id;
        Assert.Equal("against-the-number", (await node.Ask(new CorrectPatient(Node.By(Township), id, null, Sex.Male, null, null, null))).Problem!.Code);
    }

    [Fact]
    public async Task Corrections_at_once_do_not_lose_each_other()
    {
        var id = (await node.Do(Registration("township"))).Id;
        var answers = await Task.WhenAll(
            node.Ask(new CorrectPatient(Node.By(Township), id, null, null, null, "13900001234", null)),
            node.Ask(new CorrectPatient(Node.By(Township), id, null, null, null, null, "松河乡一组")),
            node.Ask(new LinkDocument(Node.By(Township), id, "202", "SB00012345")));
        Assert.All(answers, answer => Assert.Null(answer.Problem));
        var patient = await node.Do(new GetPatient(Township, id));
        Assert.Equal(("139****1234", "松河乡一组", 2), (patient.PhoneMasked, patient.Address, patient.Documents.Count));
    }

    [Fact]
    public async Task Strangers_change_nothing()
    {
        var id = (await node.Do(Registration("township"))).Id;
        Assert.Equal(404, (await node.Ask(new CorrectPatient(Node.By(Node.Physician("city")), id, "别名", null, null, null, null))).Problem!.Status);
        Assert.Equal(404, (await node.Ask(new CorrectPatient(Node.By(Township), "no/such-id", "别名", null, null, null, null))).Problem!.Status);
    }

    [Theory]
    [InlineData("520100190001010023", null, null, "idNumber", "invalid-check-digit")]
    [InlineData("520100190002300022", null, null, "idNumber", "invalid-birth-date")]
    [InlineData(Number, Sex.Male, null, "sex", "conflict")]
    [InlineData(Number, null, "1999-01-01", "birthDate", "conflict")]
    public async Task Conflicts_are_shown_at_entry(string number, Sex? sex, string? birth, string field, string code)
    {
        var answer = await node.Ask(Registration("township") with
        {
            IdNumber = number,
            Sex = sex,
            BirthDate = birth is null ? null : DateOnly.Parse(birth, System.Globalization.CultureInfo.InvariantCulture),
        });
        Assert.Equal((field, code), (Assert.Single(answer.Problem!.Fields!).Field, answer.Problem.Fields![0].Code));
        Assert.DoesNotContain(number, answer.Problem.Fields[0].Text.Zh, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_family_doctor_must_be_at_work()
    {
        var id = (await node.Do(Registration("township"))).Id;
        Assert.Equal("unknown", (await node.Ask(new SignFamilyDoctor(Node.By(Township), id, "nobody", new(2026, 1, 1), null))).Problem!.Fields![0].Code);
        Assert.Equal("doctor", (await node.Do(new SignFamilyDoctor(Node.By(Township), id, "doctor", new(2026, 1, 1), null))).FamilyDoctor!.PractitionerId);
    }

    [Fact]
    public async Task Erased_is_gone_for_everybody_and_the_document_may_come_again()
    {
        var id = (await node.Do(Registration("township"))).Id;
        await node.Patients.Find(id, default);
        var administrator = new Caller("admin", null, null, null, null, new HashSet<Role> { Role.Administrator });
        Assert.Equal(403, (await node.Ask(new ErasePatient(Node.By(Township), id))).Problem!.Status);
        var erased = await node.Ask(new ErasePatient(Node.By(administrator), id));
        await node.ReadModel.WaitFor(erased.Wrote!.Value.Stream, erased.Wrote.Value.Version, default);
        Assert.Null(await node.Patients.Find(id, default));
        Assert.Equal(404, (await node.Ask(new GetPatient(Township, id))).Problem!.Status);
        Assert.NotEqual(id, (await node.Do(Registration("township"))).Id);
        Assert.True((await node.Log.Verify(default)).Valid);
    }

    [Fact]
    public async Task Restart_and_rebuild_know_the_same_patients()
    {
        var id = (await node.Do(Registration("township") with { Verification = Verification.CardRead, Guardian = Mother })).Id;
        var before = await node.Patients.Find(id, default);
        await node.DisposeAsync();
        node = await Node.Start(folder, key);
        Assert.Equal(before, await node.Patients.Find(id, default));
        await node.ReadModel.Rebuild(default);
        Assert.Equal(before, await node.Patients.Find(id, default));
        Assert.Equal(before, (await node.Patients.Find([id, "unknown"], default))[id]);
        Assert.True(before!.IdentityChecked);
    }

    private static GuardianInput Mother { get; } = new("李桂花", GuardianRelation.Parent, "01", "11010519491231002X", null);

    private static RegisterPatient Registration(string institution) => new(Node.By(Node.Physician(institution)), "王小梅", "01", Number);

    private static byte[] ReadShared(string file)
    {
        using var stream = new FileStream(file, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
        var bytes = new byte[stream.Length];
        stream.ReadExactly(bytes);
        return bytes;
    }
}
