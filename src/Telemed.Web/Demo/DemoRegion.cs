using MediatR;
using Telemed.Contracts;
using Telemed.Directory;
using Telemed.Directory.Agreeing;
using Telemed.Directory.Allying;
using Telemed.Directory.Connecting;
using Telemed.Directory.Devices;
using Telemed.Directory.Offering;
using Telemed.Directory.Registering;
using Telemed.Patients.Changing;
using Telemed.Patients.Registering;

namespace Telemed.Web.Demo;

/// <summary>An account that the demo region needs, with everything that <c>OpenAccount</c> asks for but the password.</summary>
internal sealed record DemoAccount(
    string Account, string Name, IReadOnlyList<Role> Roles, string? PractitionerId, string? InstitutionId, string? AreaCode, string? PatientId);

/// <summary>What the seeded region is made of: ids by the keys of the data file.</summary>
internal sealed record DemoRegionIds(
    IReadOnlyDictionary<string, string> Institutions, IReadOnlyDictionary<string, string> Practitioners, IReadOnlyDictionary<string, string> Patients,
    IReadOnlyList<DemoAccount> Accounts);

/// <summary>A command of the demo region was refused: the data no longer fit the rules.</summary>
internal sealed class DemoException(string step, Problem problem)
    : Exception($"Demo step '{step}' was refused: {problem.Code} {string.Join(", ", problem.Fields?.Select(f => $"{f.Field} {f.Code}") ?? [])}");

/// <summary>Seeds institutions, alliances, agreements, practitioners and residents through the public commands.</summary>
/// <remarks>Each command has a fixed id: run again, also after a start that was cut short, it makes nothing twice.</remarks>
internal sealed class DemoRegion(IMediator mediator, DateTimeOffset now)
{
    private const string Password = "telemed-demo";
    private static readonly TimeSpan Age = TimeSpan.FromDays(90);
    private Dictionary<string, string> institutions = [];
    private Dictionary<string, string> practitioners = [];
    private Dictionary<string, string> patients = [];

    /// <summary>The password of every demo account.</summary>
    public static string AccountPassword => Password;

    public async Task<DemoRegionIds> Seed(DemoData data, CancellationToken cancellationToken)
    {
        // at once where nothing waits for another: the log stores what arrives together with one sync
        institutions = await ByKey(data.Institutions, i => i.Key, i => Institution(i, cancellationToken));
        var alliances = Task.WhenAll(data.Alliances.Select(a => Alliance(a, cancellationToken)));
        var agreements = Task.WhenAll(data.Agreements.Select(a => Agreement(a, cancellationToken)));
        var devices = Task.WhenAll(data.Devices.Select(d => Send(d.Key, new RegisterDevice(
            Administrator($"device-{d.Key}"), d.Kind, d.Name, institutions[d.Institution], d.Model, d.SerialNumber), cancellationToken)));
        practitioners = await ByKey(data.Practitioners, p => p.Key, p => Practitioner(p, cancellationToken));
        await alliances;
        await agreements;
        await devices;
        var days = data.Patients.Select((p, i) => (p.Key, Ago: TimeSpan.FromDays(data.Patients.Count - i))).ToDictionary(p => p.Key, p => p.Ago);
        patients = await ByKey(data.Patients, p => p.Key, p => Patient(p, data, days[p.Key], cancellationToken));
        return new(institutions, practitioners, patients, [.. data.Accounts.Select(a => new DemoAccount(
            a.Account, a.Name, a.Roles, Id(practitioners, a.Practitioner), Id(institutions, a.Institution), a.AreaCode, Id(patients, a.Patient)))]);
    }

    private async Task<string> Institution(DemoInstitution i, CancellationToken cancellationToken)
    {
        var name = $"institution-{i.Key}";
        var id = (await Send(name, new RegisterInstitution(Administrator(name), new(
            i.Name, i.Kind, i.Tier, i.Grade, i.Ownership, i.AreaCode, i.Code22, i.CreditCode, null, i.PriceLevel, i.ConnectBy)), cancellationToken)).Id;
        await Send(name, new OfferServices(Administrator($"{name}-services"), id, i.Services), cancellationToken);
        await Send(name, new SetDepartments(Administrator($"{name}-departments"), id, i.Departments), cancellationToken);
        await Send(name, new SetAeTitles(Administrator($"{name}-ae"), id, i.AeTitles), cancellationToken);
        if (i.Status == ConnectionStatus.Trial) await Send(name, new ChangeConnection(Administrator($"{name}-trial"), id, ConnectionStep.StartTrial), cancellationToken);
        if (i.Status is ConnectionStatus.Connected or ConnectionStatus.Suspended)
            await Send(name, new ChangeConnection(Administrator($"{name}-connect"), id, ConnectionStep.Connect), cancellationToken);
        if (i.Status == ConnectionStatus.Suspended) await Send(name, new ChangeConnection(Administrator($"{name}-suspend"), id, ConnectionStep.Suspend), cancellationToken);
        return id;
    }

    private async Task Alliance(DemoAlliance a, CancellationToken cancellationToken)
    {
        var id = (await Send(a.Key, new FormAlliance(Administrator(a.Key), a.Name, institutions[a.Lead], a.Since), cancellationToken)).Id;
        foreach (var member in a.Members)
        {
            var name = $"{a.Key}-{member.Institution}";
            await Send(name, new JoinAlliance(Administrator(name), id, institutions[member.Institution], member.Since), cancellationToken);
            if (member.LastDay is { } last)
                await Send(name, new LeaveAlliance(Administrator($"{name}-leaves"), id, institutions[member.Institution], last), cancellationToken);
        }
    }

    private async Task Agreement(DemoAgreement a, CancellationToken cancellationToken)
    {
        var signed = await Send(a.Number, new SignAgreement(
            Administrator($"agreement-{a.Number}"),
            new(a.Number, institutions[a.Inviting], institutions[a.Invited], a.ValidFrom, a.ValidTo, Id(institutions, a.ThirdParty), a.PartnerRegion, a.QcScope),
            a.Kinds), cancellationToken);
        if (a.Terminated is { } last)
            await Send(a.Number, new TerminateAgreement(Administrator($"agreement-{a.Number}-ends"), signed.Id, last), cancellationToken);
    }

    private async Task<string> Practitioner(DemoPractitioner p, CancellationToken cancellationToken) => (await Send(p.Key, new RegisterPractitioner(
        Administrator($"practitioner-{p.Key}"), p.Name, institutions[p.Institution], p.Department, p.Title, p.Scope, p.LicenceNumber,
        p.LicenceValidTo ?? new DateOnly(now.Year + 4, 12, 31), p.PractisingSince), cancellationToken)).Id;

    private async Task<string> Patient(DemoPatient p, DemoData data, TimeSpan ago, CancellationToken cancellationToken)
    {
        var name = $"patient-{p.Key}";
        var doctor = data.Practitioners.First(d => d.Key == p.By);
        var caller = new Caller(
            $"demo-{p.By}", practitioners[p.By], institutions[doctor.Institution], null, null, new HashSet<Role> { Role.Physician });
        var guardian = p.Guardian is { } g ? new GuardianInput(g.Name, g.Relation, g.IdType, g.IdNumber, g.Phone) : null;
        var id = (await Send(name, new RegisterPatient(
            By(caller, name, ago), p.Name, p.IdType, p.IdNumber, p.Sex, p.BirthDate, p.Phone, p.Address, guardian, p.Verification), cancellationToken)).Id;
        if (p.FamilyDoctor is { } family)
            await Send(name, new SignFamilyDoctor(By(caller, $"{name}-doctor", ago), id, practitioners[family], new(now.Year, 1, 1), new(now.Year, 12, 31)), cancellationToken);
        return id;
    }

    private static async Task<Dictionary<string, string>> ByKey<T>(IReadOnlyList<T> items, Func<T, string> key, Func<T, Task<string>> make) =>
        (await Task.WhenAll(items.Select(async item => (Key: key(item), Id: await make(item))))).ToDictionary(made => made.Key, made => made.Id);

    private async Task<T> Send<T>(string step, IRequest<Answer<T>> request, CancellationToken cancellationToken)
    {
        var answer = await mediator.Send(request, cancellationToken);
        return answer.Problem is { } problem ? throw new DemoException(step, problem) : answer.Value;
    }

    private Command Administrator(string name) =>
        By(new("platform", null, null, null, null, new HashSet<Role> { Role.Administrator }), name, Age);

    private Command By(Caller caller, string name, TimeSpan ago) => new(caller, $"demo-{name}", null, null, now - ago);

    private static string? Id(Dictionary<string, string> ids, string? key) => key is null ? null : ids[key];
}
