using System.Reflection;
using System.Text.Json;
using System.Text.Json.Serialization;
using MediatR;
using Microsoft.AspNetCore.SignalR;
using Telemed.Accounts;
using Telemed.Accounts.Signing;
using Telemed.Capacity;
using Telemed.Consultations;
using Telemed.Contracts;
using Telemed.Dicom.Dimse;
using Telemed.Directory;
using Telemed.Examinations;
using Telemed.Governance;
using Telemed.Imaging;
using Telemed.Imaging.Relaying;
using Telemed.Indicators;
using Telemed.Kernel;
using Telemed.Patients;
using Telemed.ReadModel;
using Telemed.Recognition;
using Telemed.Referrals;
using Telemed.Web.Live;
using Telemed.Web.Pipeline;

namespace Telemed.Web.Hosting;

/// <summary>Puts the parts together.</summary>
internal static class Platform
{
    /// <summary>Settings as a start with these words would find them.</summary>
    public static IConfiguration ReadConfiguration(string[] args) => WebApplication.CreateBuilder(Options(args)).Configuration;

    /// <param name="time">The platform's clock; the machine's when left out.</param>
    /// <param name="runtime">Adds who owns the cases when that is not this process; needed by <c>Telemed:Runtime=orleans</c>.</param>
    /// <param name="foDicom">Adds the DICOM node on fo-dicom; needed by <c>Dicom:Stack=fo-dicom</c>.</param>
    /// <exception cref="SettingException">A wrong or missing key.</exception>
    /// <exception cref="StoreFormatException">A store that this version cannot open.</exception>
    public static WebApplication Build(
        string[] args, TimeProvider? time = null, Action<WebApplicationBuilder>? runtime = null, Action<IServiceCollection, DicomNodeOptions>? foDicom = null)
    {
        var builder = WebApplication.CreateBuilder(Options(args));
        var settings = Settings.Read(builder.Configuration);
        settings.OpenDataDirectory();
        var orleans = builder.Configuration["Telemed:Runtime"] == "orleans";
        if (orleans && runtime is null) throw new SettingException("Telemed:Runtime is orleans: this program holds no silo, start Telemed.Silos with the same settings.");
        builder.Services.AddSingleton(settings).AddSingleton(time ?? TimeProvider.System).AddSingleton<PlatformOpening>().AddSingleton(IceServers.Read(builder.Configuration));
        Observing.Add(builder);
        Stores.Add(builder.Services, settings);
        AddRequests(builder.Services);
        var dicom = ReadDicom(builder.Configuration);
        AddContexts(builder.Services, settings, dicom, IssuersOf(builder.Configuration), ReadExchange(builder.Configuration));
        AddDicom(builder.Services, dicom, builder.Configuration["Dicom:Stack"] != "fo-dicom" ? (services, options) => services.AddDicomNode(options)
            : foDicom ?? throw new SettingException("Dicom:Stack is fo-dicom: this program holds only the builtin node, start Telemed.Silos with the same settings."));
        builder.Services.AddHostedService<StartUp>();
        if (orleans) runtime!(builder);
        var app = builder.Build();
        app.UseExceptionHandler(new ExceptionHandlerOptions { ExceptionHandler = Requests.Failed, SuppressDiagnosticsCallback = context => context.Exception is BadHttpRequestException || Requests.IsNewer(context.Exception) });
        app.Use(Observing.Name);
        app.UsePage();
        app.UseAuthentication();
        app.UseAuthorization();
        app.Use(Requests.PasswordFirst);
        app.Use(Requests.HashBody);
        app.Use(app.Services.GetRequiredService<OwnWrites>().Await);
        Endpoints.Map(app);
        return app;
    }

    /// <summary>A command of the platform itself, with the rights of an administrator; for the first account and the demo region.</summary>
    public static Command Command(DateTimeOffset at, string? id = null) =>
        new(new("platform", null, null, null, null, new HashSet<Role> { Role.Administrator }), id ?? Guid.CreateVersion7().ToString("N"), null, null, at);

    private static WebApplicationOptions Options(string[] args) => new() { Args = args, ContentRootPath = AppContext.BaseDirectory };

    private static void AddRequests(IServiceCollection services)
    {
        services.AddSingleton<IMediator>(provider => new Mediator(provider.GetService!)).AddHttpContextAccessor().AddSingleton<OwnWrites>().AddSingleton<UsedKeys>();
        foreach (var type in Assembly.GetExecutingAssembly().GetReferencedAssemblies().Where(a => a.Name!.StartsWith("Telemed.", StringComparison.Ordinal))
            .Select(Assembly.Load).SelectMany(a => a.GetTypes()).Where(t => t is { IsAbstract: false, IsInterface: false }))
            foreach (var handler in type.GetInterfaces().Where(i => i.IsGenericType && i.GetGenericTypeDefinition() == typeof(IRequestHandler<,>)))
                services.AddSingleton(handler, type);
        services.AddSingleton(typeof(IPipelineBehavior<,>), typeof(LogBehavior<,>));
        services.AddSingleton(typeof(IPipelineBehavior<,>), typeof(OwnWritesBehavior<,>));
        services.AddSingleton(typeof(IPipelineBehavior<,>), typeof(ValidationBehavior<,>));
        services.ConfigureHttpJsonOptions(options => Json(options.SerializerOptions));
        services.Configure<RouteHandlerOptions>(options => options.ThrowOnBadRequest = true);   // else a bare 400 outside Development
        services.AddSignalR(options => options.MaximumReceiveMessageSize = 64 * 1024).AddHubOptions<LiveHub>(options => options.AddFilter<HubFailures>())
            .AddJsonProtocol(options => Json(options.PayloadSerializerOptions));
        services.AddSingleton<HubFailures>().AddLogging(logging => logging.AddFilter(HubFailures.Dispatcher, LogLevel.Critical));
        services.AddAuthentication(Identification.Scheme_).AddScheme<Microsoft.AspNetCore.Authentication.AuthenticationSchemeOptions, Identification>(Identification.Scheme_, null);
        services.AddAuthorization().AddProblemDetails().AddOpenApi();
    }

    private static void Json(JsonSerializerOptions options)
    {
        options.Converters.Add(new JsonStringEnumConverter(JsonNamingPolicy.CamelCase, allowIntegerValues: false));
        options.DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull;
        options.Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping;
    }

    private static DicomNodeOptions ReadDicom(IConfiguration configuration)
    {
        try
        {
            return DicomNodeOptions.Read(configuration);
        }
        catch (InvalidOperationException e)
        {
            throw new SettingException(e.Message);
        }
    }

    private static ExchangeOptions ReadExchange(IConfiguration configuration)
    {
        try
        {
            return ExchangeOptions.Read(configuration);
        }
        catch (InvalidOperationException e)
        {
            throw new SettingException(e.Message);
        }
    }

    private static void AddDicom(IServiceCollection services, DicomNodeOptions options, Action<IServiceCollection, DicomNodeOptions> stack) => stack(services
        .AddSingleton<DicomEntities>()
        .AddSingleton<IApplicationEntities>(p => p.GetRequiredService<DicomEntities>())
        .AddSingleton<IDestinations>(p => p.GetRequiredService<DicomEntities>()), options);

    /// <summary>Who gives patient IDs, by AE title or institution: <c>Imaging:PatientIdIssuers:TOWNSHIP_CT = …</c>.</summary>
    private static Dictionary<string, string> IssuersOf(ConfigurationManager configuration) =>
        configuration.GetSection("Imaging:PatientIdIssuers").GetChildren().Where(one => one.Value is not null).ToDictionary(one => one.Key, one => one.Value!);

    private static void AddContexts(IServiceCollection services, Settings settings, DicomNodeOptions dicom, IReadOnlyDictionary<string, string> issuers, ExchangeOptions exchange)
    {
        services.AddAccounts(settings.KeyOf("practitioner-ca.pem"), new SigningPolicy(SecondFactorRequired: !settings.Demo));
        services.AddGovernance().AddDirectory().AddPatients().AddConsultations().AddReferrals().AddCapacity().AddExaminations(settings.DataDirectory).AddRecognition().AddIndicators();
        services.AddImaging(new ImagingOptions { DataDirectory = settings.DataDirectory, Sync = dicom.Sync, PatientIdIssuers = issuers, Exchange = exchange });
        services.AddSingleton<Lines>().AddSingleton<HubLifetimeManager<LiveHub>>(provider => provider.GetRequiredService<Lines>());
        services.AddSingleton<Presence>().AddSingleton<TopicAccess>().AddSingleton<Rooms>().AddSingleton<AccessWatch>().AddHostedService<LiveBroadcast>().AddHostedService(provider => provider.GetRequiredService<Rooms>());
    }
}
