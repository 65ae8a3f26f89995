using System.Text.Json;
using MediatR;
using Microsoft.AspNetCore.Connections;
using Telemed.Accounts.Opening;
using Telemed.Contracts;
using Telemed.Kernel;
using Telemed.ReadModel;
using Telemed.Web.Hosting.Housekeeping;

namespace Telemed.Web.Hosting;

/// <summary>What the program does by its first words: serve, or one piece of housekeeping.</summary>
internal static class Commands
{
    /// <param name="runtime">Given to <see cref="Platform.Build"/> when the platform serves; housekeeping needs none.</param>
    /// <param name="foDicom">The same.</param>
    /// <returns>The exit code: 2 when it could not start, which is told in one line.</returns>
    public static async Task<int> Run(string[] args, Action<WebApplicationBuilder>? runtime = null, Action<IServiceCollection, Telemed.Dicom.Dimse.DicomNodeOptions>? foDicom = null)
    {
        try
        {
            return await Carry(args, runtime, foDicom);
        }
        catch (Exception e) when (e is SettingException or StoreFormatException or IOException { InnerException: AddressInUseException })
        {
            await Console.Error.WriteLineAsync($"Telemed cannot start. {e.Message}");
            return 2;
        }
    }

    private static async Task<int> Carry(string[] args, Action<WebApplicationBuilder>? runtime, Action<IServiceCollection, Telemed.Dicom.Dimse.DicomNodeOptions>? foDicom)
    {
        switch (args)
        {
            case ["admin", "create", var account, .. var rest]:
                return await CreateAdministrator(account, rest);
            case ["rebuild", .. var rest]:
                return await Rebuild(rest);
            case ["audit", "verify", .. var rest]:
                return await Audit(rest);
            case ["move", .. var rest]:
                return await MoveCommand.Run(rest, Console.Out, CancellationToken.None);
            case ["backup", var folder, .. var rest]:
                return await BackupCommand.Run(folder, rest, Console.Out, CancellationToken.None);
            case ["restore", var folder, .. var rest]:
                return await RestoreCommand.Run(folder, rest, Console.Out, CancellationToken.None);
            case ["keys", "rotate", var file, .. var rest]:
                return await RotateCommand.Run(file, rest, Console.Out, CancellationToken.None);
            default:
                await using (var app = Platform.Build(args, runtime: runtime, foDicom: foDicom))
                {
                    Listening.Check(app.Configuration);
                    await app.RunAsync();
                }
                return 0;
        }
    }

    private static async Task<int> CreateAdministrator(string account, string[] args)
    {
        await using var app = Platform.Build([.. args, "--Dicom:Enabled=false", "--Telemed:Demo=false", "--Telemed:Runtime=embedded"]);
        var password = Environment.GetEnvironmentVariable("TELEMED_ADMIN_PASSWORD");
        if (password is null)
        {
            await Console.Out.WriteAsync("Password for the new administrator: ");
            password = await Console.In.ReadLineAsync() ?? "";
        }
        var now = app.Services.GetRequiredService<TimeProvider>().GetUtcNow();
        var answer = await app.Services.GetRequiredService<IMediator>().Send(
            new OpenAccount(Platform.Command(now), account, password, account, [Role.Administrator]));
        if (answer.Problem is { } problem)
        {
            await Console.Error.WriteLineAsync(string.Join(Environment.NewLine, [problem.Text.En, .. problem.Fields?.Select(f => $"{f.Field}: {f.Text.En}") ?? []]));
            return 1;
        }
        await Console.Out.WriteLineAsync($"Administrator '{account}' created.");
        return 0;
    }

    private static async Task<int> Rebuild(string[] args)
    {
        await using var app = Platform.Build([.. args, "--Dicom:Enabled=false", "--Telemed:Demo=false", "--Telemed:Runtime=embedded"]);
        var readModel = app.Services.GetRequiredService<ProjectionEngine>();
        var started = app.Services.GetRequiredService<TimeProvider>().GetTimestamp();
        await readModel.StartAsync(CancellationToken.None);
        await readModel.Rebuild(CancellationToken.None);
        await readModel.StopAsync(CancellationToken.None);
        await Console.Out.WriteLineAsync($"Read model rebuilt in {app.Services.GetRequiredService<TimeProvider>().GetElapsedTime(started).TotalSeconds:F1} s.");
        return 0;
    }

    private static async Task<int> Audit(string[] args)
    {
        await using var store = await OpenedStore.Open(Settings.Read(Platform.ReadConfiguration(args)));
        var result = await store.Audit(CancellationToken.None);
        await Console.Out.WriteLineAsync(JsonSerializer.Serialize(result, JsonSerializerOptions.Web));
        return result.Valid ? 0 : 1;
    }
}
