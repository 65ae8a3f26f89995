using System.Net;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization;
using MediatR;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Telemed.Contracts;
using Telemed.Governance;
using Telemed.Kernel;
using Telemed.ReadModel;
using Telemed.Storage.Sqlite;
using Telemed.Testing;

namespace Telemed.Indicators.Tests;

/// <summary>Indicators over HTTP on a real log and read model in a folder of its own; the wall clock stands still.</summary>
internal sealed class Node : IAsyncDisposable
{
    public static readonly DateTimeOffset Now = new(2026, 6, 15, 4, 0, 0, TimeSpan.Zero);
    private readonly string folder;
    private readonly bool keep;
    private readonly WebApplication app;
    private readonly HttpClient client = new();
    private readonly Dictionary<string, long> versions = [];
    private readonly Dictionary<string, Caller> people = new()
    {
        ["bureau"] = As(Role.HealthAuthority, null, "5201"),
        ["bureauA"] = As(Role.HealthAuthority, null, "520191"),
        ["far"] = As(Role.HealthAuthority, null, "37"),
        ["officeA"] = As(Role.Office, "countyA", null),
        ["physician"] = As(Role.Physician, "countyA", null),
        ["resident"] = As(Role.Resident, null, null),
        ["insurer"] = As(Role.Insurer, null, "5201"),
        ["admin"] = As(Role.Administrator, null, null),
        ["auditor"] = As(Role.Auditor, null, null),
    };

    private Node(string? folder)
    {
        this.folder = folder ?? Directory.CreateTempSubdirectory("telemed-indicators-").FullName;
        keep = folder is not null;
        var builder = WebApplication.CreateSlimBuilder();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        builder.Logging.ClearProviders();
        var services = builder.Services;
        services.AddSingleton<TimeProvider>(new StandingClock())
            .AddSingleton<IEventLog>(_ => new PagedLog(SqliteEventLog.Open(Path.Combine(this.folder, "events.db")), 50))
            .AddSingleton<ICaseOwner>(p => new EmbeddedCaseOwner(p.GetRequiredService<IEventLog>()))
            .AddSingleton(p => new ProjectionEngine(Path.Combine(this.folder, "read.db"), p.GetRequiredService<IEventLog>(), p.GetServices<IProjection>(), TimeProvider.System))
            .AddSingleton<IProjection, StepSource>()
            .AddSingleton<IMediator>(p => new Mediator(p.GetService!)).AddGovernance().AddIndicators()
            .AddSingleton<IDirectory>(Region).AddSingleton<IInstitutions>(Region).AddSingleton<IAlliances>(Region);
        foreach (var type in typeof(IndicatorsModule).Assembly.GetTypes())
            foreach (var handler in type.GetInterfaces().Where(i => i.IsGenericType && i.GetGenericTypeDefinition() == typeof(IRequestHandler<,>)))
                services.AddSingleton(handler, type);
        services.AddSingleton<IProjection>(Disk);
        services.AddSingleton(typeof(IPipelineBehavior<,>), typeof(Validation<,>));
        services.ConfigureHttpJsonOptions(o =>
        {
            o.SerializerOptions.Converters.Add(new JsonStringEnumConverter(JsonNamingPolicy.CamelCase, allowIntegerValues: false));
            o.SerializerOptions.DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull;
        });
        app = builder.Build();
        app.Use((http, next) =>
        {
            http.Features.Set(people[http.Request.Headers["X-As"].ToString()]);
            return next(http);
        });
        app.MapGroup("/api/v1").MapIndicators();
    }

    public Region Region { get; } = new();

    public FullDisk Disk { get; } = new();

    public ProjectionEngine ReadModel => Get<ProjectionEngine>();

    public IEventLog Log => Get<IEventLog>();

    public T Get<T>() where T : notnull => app.Services.GetRequiredService<T>();

    /// <param name="folder">Stays when the node goes; a folder of its own when left out.</param>
    public static async Task<Node> Open(string? folder = null)
    {
        var node = new Node(folder);
        await node.ReadModel.StartAsync(default);
        await node.ReadModel.CaughtUp;
        await node.app.StartAsync();
        node.client.BaseAddress = new(node.app.Urls.First());
        return node;
    }

    /// <summary>Stores steps of one case as one append and waits until they are counted.</summary>
    public async Task Tell(params CaseStep[] steps)
    {
        var id = steps[0].CaseId;
        if (!versions.TryGetValue(id, out var version))
            await foreach (var stored in Log.ReadStream(new("story", id), 0, default)) version = stored.Version;
        Assert.IsType<AppendResult.Appended>(await Log.Append(StepSource.Append(id, version, steps), default));
        versions[id] = version + 1;
        await ReadModel.WaitFor(new("story", id), version + 1, default);
    }

    public async Task<(HttpStatusCode Status, JsonNode? Body)> Send(string who, HttpMethod method, string path, object? body = null, string? accept = null, string? language = null)
    {
        using var response = await Raw(who, method, path, body, accept, language);
        if (response.Headers.TryGetValues("Telemed-Wrote", out var wrote))
        {
            var at = wrote.Single().LastIndexOf('@');
            await ReadModel.WaitFor(StreamId.Parse(wrote.Single()[..at]), long.Parse(wrote.Single()[(at + 1)..], System.Globalization.CultureInfo.InvariantCulture), default);
        }
        var text = await response.Content.ReadAsStringAsync();
        return (response.StatusCode, text.Length == 0 ? null : JsonNode.Parse(text));
    }

    public async Task<JsonNode> Get(string who, string path, string? language = null)
    {
        var (status, body) = await Send(who, HttpMethod.Get, path, language: language);
        Assert.True(status == HttpStatusCode.OK, $"{path}: {(int)status} {body}");
        return body!;
    }

    public async Task<byte[]> Csv(string who, string path, string? language = null)
    {
        using var response = await Raw(who, HttpMethod.Get, path, null, "text/csv", language);
        Assert.Equal("text/csv", response.Content.Headers.ContentType?.MediaType);
        return await response.Content.ReadAsByteArrayAsync();
    }

    /// <summary>Every row of every table of the read model but the checkpoint, topics excluded.</summary>
    public static string Dump(ProjectionEngine engine)
    {
        using var db = engine.OpenReader();
        var text = new StringBuilder();
        foreach (var table in Rows(db, "SELECT name FROM sqlite_schema WHERE type='table' AND name LIKE 'indicator%' ORDER BY name"))
        {
            text.AppendLine(table);
            foreach (var row in Rows(db, $"SELECT * FROM \"{table}\"").Order(StringComparer.Ordinal)) text.AppendLine(row);
        }
        return text.ToString();
    }

    public async ValueTask DisposeAsync()
    {
        await app.StopAsync();
        client.Dispose();
        await app.DisposeAsync();
        if (!keep) Directory.Delete(folder, recursive: true);
    }

    private Task<HttpResponseMessage> Raw(string who, HttpMethod method, string path, object? body, string? accept, string? language)
    {
        var request = new HttpRequestMessage(method, $"/api/v1{path}");
        request.Headers.Add("X-As", who);
        if (accept is not null) request.Headers.Add("Accept", accept);
        if (language is not null) request.Headers.Add("Accept-Language", language);
        if (body is not null) request.Content = JsonContent.Create(body);
        return client.SendAsync(request);
    }

    private static List<string> Rows(Microsoft.Data.Sqlite.SqliteConnection db, string sql)
    {
        using var command = db.CreateCommand();
        command.CommandText = sql;
        using var rows = command.ExecuteReader();
        var found = new List<string>();
        while (rows.Read())
            found.Add(string.Join('|', Enumerable.Range(0, rows.FieldCount).Select(i => rows.GetValue(i) is byte[] bytes ? Convert.ToHexString(bytes) : $"{rows.GetValue(i)}")));
        return found;
    }

    private static Caller As(Role role, string? institution, string? area) => new($"{role}", null, institution, area, null, new HashSet<Role> { role });

    private sealed class StandingClock : TimeProvider
    {
        public override DateTimeOffset GetUtcNow() => Now;
    }

    private sealed class Validation<TRequest, TAnswer> : IPipelineBehavior<TRequest, TAnswer>
        where TRequest : IRequest<TAnswer>, IValidated where TAnswer : IAnswer<TAnswer>
    {
        public Task<TAnswer> Handle(TRequest request, CancellationToken cancellationToken, RequestHandlerDelegate<TAnswer> next)
        {
            var errors = new FieldErrors();
            request.Validate(errors);
            return errors.None ? next() : Task.FromResult(TAnswer.From(Problem.Invalid(errors.Found)));
        }
    }
}
