using System.Collections.Concurrent;
using MediatR;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Telemed.Web.Tests.Live;

/// <summary>A platform of its own that keeps what it logs, and whose requests a test can hold up or break before they are handled.</summary>
public sealed class StagedPlatform : PlatformFixture
{
    private readonly Pages pages = new();

    /// <summary>Given each request and how it goes on.</summary>
    public Func<object, Func<Task>, Task> Around { get; set; } = Straight;

    /// <summary>What was logged as an error or worse.</summary>
    internal IReadOnlyCollection<LogLine> Errors => pages.Lines;

    public override async ValueTask InitializeAsync() => await Start(more: builder =>
    {
        builder.Logging.AddProvider(pages);
        builder.Services.AddSingleton(this).AddSingleton(typeof(IPipelineBehavior<,>), typeof(Stage<,>));
    });

    /// <summary>Requests go on as they come.</summary>
    public static Task Straight(object request, Func<Task> goOn) => goOn();

    internal sealed record LogLine(string Category, int Event, Exception? Exception);

    private sealed class Stage<TRequest, TAnswer>(StagedPlatform platform) : IPipelineBehavior<TRequest, TAnswer> where TRequest : IRequest<TAnswer>
    {
        public async Task<TAnswer> Handle(TRequest request, CancellationToken cancellationToken, RequestHandlerDelegate<TAnswer> next)
        {
            TAnswer answer = default!;
            await platform.Around(request, async () => answer = await next());
            return answer;
        }
    }

    private sealed class Pages : ILoggerProvider
    {
        public ConcurrentQueue<LogLine> Lines { get; } = new();

        public ILogger CreateLogger(string categoryName) => new Page(categoryName, Lines);

        public void Dispose() { }
    }

    private sealed class Page(string category, ConcurrentQueue<LogLine> lines) : ILogger
    {
        public IDisposable? BeginScope<TState>(TState state) where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => logLevel >= LogLevel.Error;

        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
        {
            if (IsEnabled(logLevel)) lines.Enqueue(new(category, eventId.Id, exception));
        }
    }
}
