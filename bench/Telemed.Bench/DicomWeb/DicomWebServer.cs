using System.Security.Claims;
using MediatR;
using Microsoft.Extensions.FileProviders;
using Telemed.Contracts;
using Telemed.Imaging;
using Telemed.Imaging.Opening;
using Telemed.Kernel;
using Telemed.ReadModel;
using Telemed.Storage.Sqlite;

namespace Telemed.Bench.DicomWeb;

/// <summary>The imaging doors in a process of their own, signed in as the owner of everything: <c>serve-dicomweb FOLDER</c>. Files of <c>FOLDER/static</c> lie beside them.</summary>
internal static class DicomWebServer
{
    public static async Task Serve(string[] args)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        builder.Services.AddSingleton(TimeProvider.System).AddAuthorization().AddAuthentication();
        builder.Services.AddImaging(new ImagingOptions { DataDirectory = args[0] });
        var owner = new Owner();
        builder.Services.AddSingleton<IMediator>(p => new Mediator(p.GetService!)).AddSingleton<IPatients>(owner);
        builder.Services.AddSingleton<IEventLog>(_ => SqliteEventLog.Open(Path.Combine(args[0], "events.db"))).AddSingleton<CaseAccesses>().AddSingleton(p => new ProjectionEngine(
            Path.Combine(args[0], "read.db"), p.GetRequiredService<IEventLog>(), p.GetServices<IProjection>(), TimeProvider.System));
        builder.Services.AddSingleton<IStudyAccess>(owner).AddSingleton<IStudyScopes>(owner).AddSingleton<IStudyCases>(owner).AddSingleton<IAccessLog>(owner);
        await using var app = builder.Build();
        var caller = new Caller("bench", "bench", ManyStudies.Institution, null, null, new HashSet<Role> { Role.Physician, Role.Office });
        app.UseStaticFiles(new StaticFileOptions
        {
            FileProvider = new PhysicalFileProvider(System.IO.Directory.CreateDirectory(Path.Combine(args[0], "static")).FullName),
            RequestPath = "/static",
            ServeUnknownFileTypes = true,
        });
        app.Use((http, next) =>
        {
            http.Features.Set(caller);
            http.User = new ClaimsPrincipal(new ClaimsIdentity("bench"));
            return next(http);
        });
        app.UseAuthorization();
        app.MapImaging();
        await app.Services.GetRequiredService<ProjectionEngine>().StartAsync(default);
        await app.StartAsync();
        await app.Services.GetRequiredService<IImagingIndexing>().CaughtUp;
        Console.WriteLine($"listening {app.Urls.First()}");
        await app.WaitForShutdownAsync();
    }

    private sealed class Owner : IStudyAccess, IStudyScopes, IStudyCases, IAccessLog, IPatients
    {
        public ValueTask<bool> MayRead(Caller caller, string studyInstanceUid, CancellationToken cancellationToken) => ValueTask.FromResult(true);

        public ValueTask<StudyScope> ScopeOf(Caller caller, CancellationToken cancellationToken) => ValueTask.FromResult(new StudyScope(caller.InstitutionId, []));

        public ValueTask<StudyCase?> CaseFor(Caller caller, string studyInstanceUid, CancellationToken cancellationToken) => ValueTask.FromResult<StudyCase?>(null);

        public ValueTask<PatientSummary?> Find(string patientId, CancellationToken cancellationToken) => ValueTask.FromResult<PatientSummary?>(null);

        public ValueTask<IReadOnlyDictionary<string, PatientSummary>> Find(IReadOnlyCollection<string> patientIds, CancellationToken cancellationToken) =>
            ValueTask.FromResult<IReadOnlyDictionary<string, PatientSummary>>(new Dictionary<string, PatientSummary>());

        public ValueTask Record(PatientRead read, CancellationToken cancellationToken) => ValueTask.CompletedTask;
    }
}
