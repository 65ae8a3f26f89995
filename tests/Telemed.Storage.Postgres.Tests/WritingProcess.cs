using System.Globalization;
using Telemed.Kernel;
using Telemed.Storage.Contract;

namespace Telemed.Storage.Postgres.Tests;

/// <summary>A node of its own: counts on cases of its own and on cases it shares, says what was acknowledged, until it is killed or told to stop.</summary>
internal static class WritingProcess
{
    public const string Argument = "writing-child";
    private const int Writers = 12;
    private const int Shared = 3;

    public static async Task Run(string connection, string name)
    {
        await using var database = PostgresDatabase.Open(connection);
        await using var log = new PostgresEventLog(database);
        var owner = new EmbeddedCaseOwner(log);
        using var stopping = new CancellationTokenSource();
        var writing = Task.WhenAll(Enumerable.Range(0, Writers).Select(writer => Task.Run(async () =>
        {
            for (var i = 0; !stopping.IsCancellationRequested; i++)
            {
                var id = writer < 4 ? $"shared{i % Shared}-{i / 900}" : $"{name}-{writer}-{i / 50}";
                var command = $"{name}-{writer}-{i}";
                var outcome = await owner.Transact(
                    Tally.Kind, id, null, new(command, null, Actor.Clock, new(2026, 1, 5, 12, 0, 0, TimeSpan.Zero)), state => Tally.Count(state, 1), CancellationToken.None);
                if (outcome is Outcome<TallyState, TallyRefusal>.Done done) Say($"{id} {done.Version} {command}");
            }
        })));
        await Console.In.ReadLineAsync();
        await stopping.CancelAsync();
        await writing;
    }

    private static void Say(string line) => Console.Out.Write(string.Create(CultureInfo.InvariantCulture, $"{line}\n"));
}
