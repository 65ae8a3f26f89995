using System.Diagnostics;
using MediatR;
using Telemed.Contracts;
using Telemed.Kernel;

namespace Telemed.Web.Pipeline;

/// <summary>One line for each request: its type, what became of it, how long it took. Never its content.</summary>
internal sealed partial class LogBehavior<TRequest, TAnswer>(ILogger<LogBehavior<TRequest, TAnswer>> log) : IPipelineBehavior<TRequest, TAnswer>
    where TRequest : IRequest<TAnswer> where TAnswer : IAnswer<TAnswer>
{
    private static readonly string Name = typeof(TRequest).Name;

    public async Task<TAnswer> Handle(TRequest request, CancellationToken cancellationToken, RequestHandlerDelegate<TAnswer> next)
    {
        var started = Stopwatch.GetTimestamp();
        using var span = Telemetry.Source.StartActivity(Name);
        var answer = await next();
        var result = answer.Problem?.Code ?? "done";
        span?.SetTag("result", result);
        Telemetry.RequestDuration.Record(Stopwatch.GetElapsedTime(started).TotalSeconds, new("request", Name), new KeyValuePair<string, object?>("result", result));
        if (log.IsEnabled(LogLevel.Debug)) Handled(Name, result, Stopwatch.GetElapsedTime(started).TotalMilliseconds);
        return answer;
    }

    [LoggerMessage(1001, LogLevel.Debug, "{Request} {Result} in {Milliseconds:F1} ms")]
    private partial void Handled(string request, string result, double milliseconds);
}
