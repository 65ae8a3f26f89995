using System.Collections.Concurrent;
using Microsoft.Extensions.Logging;

namespace Telemed.Dicom.Network.Tests;

/// <summary>Keeps what is logged from the level Information on.</summary>
internal sealed class LogLines : ILoggerProvider
{
    public ConcurrentQueue<string> Lines { get; } = new();

    /// <summary>Waits for a line: the other side may see the end before this side has told of it.</summary>
    public async Task Awaits(params string[] parts)
    {
        using var late = new CancellationTokenSource(TimeSpan.FromSeconds(60));
        while (!Lines.Any(line => parts.All(part => line.Contains(part, StringComparison.Ordinal))))
        {
            Assert.False(late.IsCancellationRequested, $"no line with {string.Join(", ", parts)} in {string.Join('\n', Lines)}");
            await Task.Delay(TimeSpan.FromMilliseconds(5), TimeProvider.System, CancellationToken.None);
        }
    }

    public ILoggerFactory Factory => LoggerFactory.Create(b => b.AddProvider(this));

    public ILogger CreateLogger(string categoryName) => new Logger(this, categoryName);

    public void Dispose()
    {
    }

    private sealed class Logger(LogLines lines, string category) : ILogger
    {
        public IDisposable? BeginScope<TState>(TState state) where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => logLevel >= LogLevel.Information && category.StartsWith("Telemed.", StringComparison.Ordinal);

        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
        {
            if (IsEnabled(logLevel)) lines.Lines.Enqueue(formatter(state, exception));
        }
    }
}
