using System.Globalization;
using System.Text;
using MediatR;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.DependencyInjection;
using Telemed.Capacity.Listing;
using Telemed.Capacity.Scheduling;
using Telemed.Contracts;
using Telemed.Governance;
using Telemed.Kernel;
using Telemed.ReadModel;
using Telemed.Storage.Sqlite;

namespace Telemed.Capacity.Tests;

/// <summary>Capacity on a real log and read model in a folder of its own; the directory is a fixed little region.</summary>
internal sealed class Hospital : IAsyncDisposable
{
    private readonly string folder = System.IO.Directory.CreateTempSubdirectory("telemed-capacity-").FullName;
    private readonly ServiceProvider services;

    private Hospital()
    {
        var parts = new ServiceCollection()
            .AddSingleton<TimeProvider>(Time)
            .AddSingleton<IEventLog>(_ => SqliteEventLog.Open(Path.Combine(folder, "events.db")))
            .AddSingleton<ICaseOwner>(p => new EmbeddedCaseOwner(p.GetRequiredService<IEventLog>()))
            .AddSingleton(p => new ProjectionEngine(Path.Combine(folder, "read.db"), p.GetRequiredService<IEventLog>(), p.GetServices<IProjection>(), TimeProvider.System))
            .AddSingleton<IProjection, BookingProjection>()
            .AddSingleton<IProjection, TellingProjection>()
            .AddSingleton<IPolicies>(PolicyPacks.Embedded())
            .AddSingleton(Directory)
            .AddCapacity();
        foreach (var type in typeof(CapacityModule).Assembly.GetTypes())
            foreach (var handler in type.GetInterfaces().Where(i => i.IsGenericType && i.GetGenericTypeDefinition() == typeof(IRequestHandler<,>)))
                parts.AddSingleton(handler, type);
        parts.AddSingleton<IMediator>(p => new Mediator(p.GetService!));
        services = parts.BuildServiceProvider();
    }

    public Clock Time { get; } = new();

    /// <summary>The region that every such hospital lies in.</summary>
    public static IDirectory Directory { get; } = new Region();

    public ICapacity Capacity => services.GetRequiredService<ICapacity>();

    public ICaseOwner Owner => services.GetRequiredService<ICaseOwner>();

    public ProjectionEngine ReadModel => services.GetRequiredService<ProjectionEngine>();

    public static async Task<Hospital> Open()
    {
        var hospital = new Hospital();
        await hospital.ReadModel.StartAsync(default);
        await hospital.ReadModel.CaughtUp;
        return hospital;
    }

    public Command By(Caller caller) => new(caller, Guid.CreateVersion7().ToString("N"), null, null, Time.GetUtcNow());

    public async Task<Answer<T>> Ask<T>(IRequest<Answer<T>> request)
    {
        if (request is IValidated validated)
        {
            var errors = new FieldErrors();
            validated.Validate(errors);
            if (!errors.None) return Problem.Invalid(errors.Found);
        }
        return await services.GetRequiredService<IMediator>().Send(request);
    }

    public async Task<T> Do<T>(IRequest<Answer<T>> request)
    {
        var answer = await Ask(request);
        Assert.Null(answer.Problem);
        return answer.Value;
    }

    /// <summary>Weekdays 08:00 to 10:00, a quarter of an hour each, from the day of the clock on.</summary>
    public static PlanBody Hours(decimal kept = 0, int release = 0, string from = "08:00", string to = "10:00", string validFrom = "2026-11-23", int minutes = 15) =>
        new([1, 2, 3, 4, 5], from, to, minutes, 1, new(kept, release), validFrom);

    public Task<ScheduleView> OpenSchedule(PlanBody? hours = null, string department = "内科", string? practitioner = null) =>
        Do(new OpenSchedule(By(World.Office), department, practitioner, hours ?? Hours()));

    public async Task<bool> Book(string caseId, BookableCapacity capacity)
    {
        var outcome = await Owner.Book(caseId, capacity);
        if (outcome is Outcome<BookingEvent.Booked?, BookingRefusal>.Done done) await ReadModel.WaitFor(new("booking", caseId), done.Version, default);
        return outcome is Outcome<BookingEvent.Booked?, BookingRefusal>.Done;
    }

    public async Task GiveBack(string caseId)
    {
        var done = Assert.IsType<Outcome<BookingEvent.Booked?, BookingRefusal>.Done>(await Owner.GiveBack(caseId));
        await ReadModel.WaitFor(new("booking", caseId), done.Version, default);
    }

    public IReadOnlyList<BookableCapacity> Free(int limit = 5, string asking = "township", string? department = "内科", CapacityKind kind = CapacityKind.Slot, string? except = null) =>
        Capacity.NextFree(kind, "county", department, asking, Time.GetUtcNow(), limit, except);

    /// <summary>Every row of the tables of capacity.</summary>
    public string Dump()
    {
        using var db = ReadModel.OpenReader();
        var text = new StringBuilder();
        foreach (var table in new[] { "schedules", "wards", "capacity_held", "duty_shifts", "reader_work", "reader_signed", "topics" })
        {
            using var command = db.CreateCommand();
            command.CommandText = $"SELECT * FROM {table} ORDER BY 1, 2, 3";
            using var rows = command.ExecuteReader();
            while (rows.Read())
                text.AppendLine(string.Join('|', Enumerable.Range(0, rows.FieldCount).Select(i => Convert.ToString(rows.GetValue(i), CultureInfo.InvariantCulture))));
        }
        return text.ToString();
    }

    public async ValueTask DisposeAsync()
    {
        await services.DisposeAsync();
        System.IO.Directory.Delete(folder, recursive: true);
    }

    /// <summary>A wall clock that only the test moves.</summary>
    internal sealed class Clock : TimeProvider
    {
        public DateTimeOffset Now { get; set; } = World.Ten;

        public override DateTimeOffset GetUtcNow() => Now;
    }

    private sealed class Region : IDirectory
    {
        public Institution? Institution(string id) => id switch
        {
            "county" => Of(id, AdministrativeTier.County),
            "city" => Of(id, AdministrativeTier.City),
            "township" => Of(id, AdministrativeTier.Township),
            "village" => Of(id, AdministrativeTier.Village),
            _ => null,
        };

        public Practitioner? Practitioner(string id) => id switch
        {
            "p1" => new(id, "周医生", "county", "内科", Title.Attending, "1", default, default),
            "gone" => new(id, "走医生", "county", "内科", Title.Attending, "2", default, default, Active: false),
            "r1" => new(id, "甲影像", "county", "放射科", Title.Attending, "4", new(2030, 1, 1), new(2010, 1, 1)) { Scope = "医学影像和放射治疗专业" },
            "r2" => new(id, "乙影像", "county", "放射科", Title.Chief, "5", new(2030, 1, 1), new(2000, 1, 1)),
            "p9" => new(id, "别医生", "city", "内科", Title.Attending, "3", default, default),
            _ => null,
        };

        public Agreement? AgreementInForce(string invitingId, string invitedId, ServiceKind kind, DateOnly on) =>
            (invitingId, invitedId, kind) is ("township", "county", ServiceKind.Imaging) or ("county", "city", ServiceKind.Imaging) ? new("a1", "XY-1", invitingId, invitedId, [kind], on, null, null) : null;

        public bool InSameAlliance(string institutionId, string otherId, DateOnly on) => false;

        public Institution? ByAeTitle(string aeTitle) => null;

        public bool Supervises(string areaCode, string institutionId) => "520191".StartsWith(areaCode, StringComparison.Ordinal);

        private static Institution Of(string id, AdministrativeTier tier) =>
            new(id, $"某{id}", tier, HospitalGrade.Unrated, Ownership.Public, ConnectionStatus.Connected, "520191", [ServiceKind.Clinical], []) { Departments = ["内科", "外科"] };
    }
}
