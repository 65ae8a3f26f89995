using System.Collections.Concurrent;
using System.Threading.Channels;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Telemed.Contracts;
using Telemed.Kernel;
using Telemed.ReadModel;

namespace Telemed.Examinations.Importing;

/// <summary>Works through imports one after the other: those just received, and after a restart those that were cut off.</summary>
internal sealed partial class ImportService(ImportTools tools, ImportTables tables, PlatformOpening opening, ILogger<ImportService> log) : BackgroundService
{
    private static readonly TimeSpan AfterFailure = TimeSpan.FromSeconds(5);
    private readonly Channel<string> waiting = Channel.CreateUnbounded<string>();
    private readonly ConcurrentDictionary<string, ImportProgress> running = new();

    /// <summary>An import has been received.</summary>
    public void Wake(string id) => waiting.Writer.TryWrite(id);

    /// <summary>How far an import is that runs on this node now; null when it does not.</summary>
    public ImportProgress? Progress(string id) => running.GetValueOrDefault(id);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        try
        {
            await opening.Open.WaitAsync(stoppingToken);
            await tools.ReadModel.CaughtUp.WaitAsync(stoppingToken);
            foreach (var id in tables.Running()) Wake(id);
            await foreach (var id in waiting.Reader.ReadAllAsync(stoppingToken))
                while (!await Try(id, stoppingToken))
                    await Task.Delay(AfterFailure, tools.Time, stoppingToken);
        }
        catch (Exception e) when (stoppingToken.IsCancellationRequested && e is OperationCanceledException or ReadModelStoppedException)
        {
            // goes on at the next start
        }
    }

    /// <summary>False when it is to be tried again.</summary>
    private async Task<bool> Try(string id, CancellationToken cancellationToken)
    {
        try
        {
            await Work(id, cancellationToken);
            return true;
        }
        catch (Exception e) when (e is IOException or ReadModelStoppedException && !cancellationToken.IsCancellationRequested)   // the disk or the store is away: late rather than never
        {
            Cut(log, id, e.GetType().Name);
            return false;
        }
    }

    /// <summary>Takes one import to its end.</summary>
    internal async Task Work(string id, CancellationToken cancellationToken)
    {
        var import = (await tools.Owner.Load(Import.Aggregate, id, cancellationToken)).State;
        if (import.File is null) return;
        if (import.EndedAt is null)
        {
            var by = new Actor(import.File.AccountId, null, import.File.InstitutionId);
            try
            {
                var progress = File.Exists(tools.Folder.FileOf(id)) ? await new ImportRun(tools, id, import, now => running[id] = now).Run(cancellationToken) : null;
                var at = tools.Time.GetUtcNow();
                await tools.Owner.Transact(Import.Aggregate, id, null, new("finish", null, by, at),
                    state => progress is null ? Import.Fail(state, "file-missing", at) : Import.Finish(state, progress, at), cancellationToken);
            }
            finally
            {
                running.TryRemove(id, out _);
            }
        }
        tools.Folder.Drop(id);   // again after a restart: the log may have got further than the folder
    }

    [LoggerMessage(1401, LogLevel.Error, "Import {Id} was cut off ({Cause}); trying again")]
    private static partial void Cut(ILogger log, string id, string cause);
}
