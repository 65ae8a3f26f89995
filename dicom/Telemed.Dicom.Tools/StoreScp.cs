using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Telemed.Dicom.Dimse;

namespace Telemed.Dicom.Tools;

/// <summary>Takes whatever is sent to it into a folder, from anybody, until it is stopped.</summary>
internal static class StoreScp
{
    public static async Task<int> Run(string[] args, CancellationToken cancellationToken)
    {
        var (port, folder, quiet) = (0, ".", false);
        for (var i = 0; i < args.Length; i++)
        {
            if (args[i] is "--out" && i + 1 < args.Length) folder = args[++i];
            else if (args[i] is "--quiet") quiet = true;
            else if (PeerArguments.Number(args[i], 65_535) is { } number) port = number;
            else port = -1;
        }
        if (port <= 0)
        {
            Console.Error.WriteLine("usage: storescp [--out FOLDER] [--quiet] PORT");
            return 64;
        }
        Directory.CreateDirectory(folder);
        await using var services = Services(port, folder, quiet);
        var node = services.GetRequiredService<DicomNode>();
        try
        {
            await node.StartAsync(cancellationToken);
        }
        catch (InvalidOperationException)
        {
            Console.Error.WriteLine($"port {port} is taken, or may not be listened on");
            return 1;
        }
        Console.Error.WriteLine($"listening on port {port}, writing to {Path.GetFullPath(folder)}");
        await Task.Delay(Timeout.InfiniteTimeSpan, TimeProvider.System, cancellationToken).ContinueWith(_ => { }, TaskScheduler.Default);
        await node.StopAsync(CancellationToken.None);
        return 0;
    }

    private static ServiceProvider Services(int port, string folder, bool quiet) => new ServiceCollection()
        .AddLogging(l => l.SetMinimumLevel(LogLevel.None))
        .AddSingleton<IApplicationEntities, Anybody>()
        .AddSingleton<IObjectSink>(new FolderSink(folder, (path, bytes) =>
        {
            if (!quiet) Console.WriteLine($"{path} {bytes}");
        }))
        .AddDicomNode(new DicomNodeOptions { Port = port, Storage = new() { AcceptUnknownSopClasses = true } })
        .BuildServiceProvider();

    private sealed class Anybody : IApplicationEntities
    {
        public ValueTask<EntityDecision> Decide(EntityAttempt attempt, CancellationToken cancellationToken) => new(new EntityDecision.Accepted(null));
    }
}
