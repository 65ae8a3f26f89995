using System.Net.Sockets;
using Npgsql;

namespace Telemed.Storage.Postgres;

/// <summary>Which failures of the database pass, and how long to wait before the next attempt.</summary>
internal static class Faults
{
    private const string StoodStill = "25P03";   // idle_in_transaction_session_timeout
    private static readonly TimeSpan First = TimeSpan.FromMilliseconds(20);
    private static readonly TimeSpan Longest = TimeSpan.FromSeconds(1);

    /// <summary>A reader gives up after about this long; a writer holds its callers as long.</summary>
    public static readonly TimeSpan Patience = TimeSpan.FromSeconds(15);

    /// <summary>The server is away, is starting or going, or broke off: the same again may succeed.</summary>
    public static bool Passing(Exception e) => e switch
    {
        PostgresException { SqlState: PostgresErrorCodes.CannotConnectNow or PostgresErrorCodes.AdminShutdown or PostgresErrorCodes.CrashShutdown } => true,
        PostgresException { SqlState: StoodStill } => true,   // this node stood still too long
        PostgresException p => p.IsTransient,
        NpgsqlException or SocketException or TimeoutException or System.IO.IOException => true,
        InvalidOperationException => e.Source == "Npgsql",   // the connection broke under a command
        _ => false,
    };

    /// <summary>Grows with each attempt.</summary>
    public static Task Wait(int attempt, CancellationToken cancellationToken)
    {
        var pause = First * Math.Pow(2, Math.Min(attempt, 10));
        return Task.Delay(pause < Longest ? pause : Longest, TimeProvider.System, cancellationToken);   // of the machine: it decides nothing
    }

    /// <summary>Runs again what passes, until <see cref="Patience"/> has run out.</summary>
    public static async Task<T> Outlast<T>(Func<Task<T>> work, CancellationToken cancellationToken)
    {
        var began = TimeProvider.System.GetTimestamp();
        for (var attempt = 0; ; attempt++)
        {
            try
            {
                return await work();
            }
            catch (Exception e) when (Passing(e) && !cancellationToken.IsCancellationRequested && TimeProvider.System.GetElapsedTime(began) < Patience)
            {
                await Wait(attempt, cancellationToken);
            }
        }
    }
}
