using System.Security.Claims;
using MediatR;
using Microsoft.Extensions.FileProviders;
using Telemed.Bench.Dicom;
using Telemed.Contracts;
using Telemed.Dicom.Dimse;
using Telemed.Imaging.Opening;
using Telemed.Imaging;
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
        builder.Services.AddAuthorization().AddAuthentication();
        builder.Services.AddImagingAlone(new ImagingOptions { DataDirectory = args[0] }).AddSingleton(new DicomNodeOptions { AeTitle = "NODE" });
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
}
