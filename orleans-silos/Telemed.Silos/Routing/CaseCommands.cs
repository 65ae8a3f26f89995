using System.Reflection;
using MediatR;
using Telemed.Consultations.Reading;
using Telemed.Consultations.Sessions;
using Telemed.Contracts;
using Telemed.Recognition.Reading;
using Telemed.Referrals.Reading;

namespace Telemed.Silos.Routing;

/// <summary>Which requests are commands of a case, and of which: the list of what may travel between silos.</summary>
/// <remarks>Found, not listed: a request that carries a <see cref="Command"/> and is answered with the view of a case. The case is the one it names, or the one it makes.</remarks>
internal sealed class CaseCommands
{
    private readonly Dictionary<Type, CaseRoute> byType;
    private readonly Dictionary<string, CaseRoute> byName;

    public CaseCommands()
    {
        (string Category, Type[] Answers)[] kinds =
        [
            ("consultation", [typeof(Answer<ConsultationView>), typeof(Answer<SessionMark>)]),
            ("referral", [typeof(Answer<ReferralView>)]),
            ("recognition", [typeof(Answer<CheckView>)]),
        ];
        byType = kinds.SelectMany(kind => kind.Answers.SelectMany(answer => Routes(kind.Category, answer))).ToDictionary(route => route.Request);
        byName = byType.Values.ToDictionary(route => route.Name);
    }

    public IReadOnlyCollection<CaseRoute> All => byType.Values;

    /// <summary>Null for a request that is nobody's command.</summary>
    public CaseRoute? Of(Type request) => byType.GetValueOrDefault(request);

    /// <exception cref="InvalidOperationException">Sent by a silo of another version, or by no silo.</exception>
    public CaseRoute Named(string name) => byName.GetValueOrDefault(name) ?? throw new InvalidOperationException("A command of this name is not known here.");

    private static IEnumerable<CaseRoute> Routes(string category, Type answer) =>
        from request in answer.GetGenericArguments()[0].Assembly.GetTypes()
        where request.IsAssignableTo(typeof(IRequest<>).MakeGenericType(answer)) && !request.IsAbstract
        let command = request.GetProperties().FirstOrDefault(p => p.PropertyType == typeof(Command))
        where command is not null
        let id = request.GetProperty("Id") ?? request.GetProperties().FirstOrDefault(p => p.Name.Equals($"{category}Id", StringComparison.OrdinalIgnoreCase))
        select (CaseRoute)Activator.CreateInstance(typeof(CaseRoute<,>).MakeGenericType(request, answer), category, command, id)!;
}

/// <summary>One command of a case.</summary>
internal abstract class CaseRoute(string category, Type request)
{
    public string Category => category;

    public Type Request => request;

    public string Name => request.FullName!;

    public abstract Command CommandOf(object command);

    /// <summary>The case; null when what the request names cannot be the id of one.</summary>
    public abstract string? IdOf(object command);

    /// <summary>Runs the handler in this process.</summary>
    public abstract Task<(object Answer, bool Wrote)> Handle(IServiceProvider services, object command, CancellationToken cancellationToken);
}

internal sealed class CaseRoute<TRequest, TAnswer>(string category, PropertyInfo command, PropertyInfo? id) : CaseRoute(category, typeof(TRequest))
    where TRequest : IRequest<TAnswer> where TAnswer : IAnswer<TAnswer>
{
    private readonly Func<TRequest, Command> commandOf = command.GetMethod!.CreateDelegate<Func<TRequest, Command>>();
    private readonly Func<TRequest, string>? idOf = id?.GetMethod!.CreateDelegate<Func<TRequest, string>>();

    public override Command CommandOf(object command) => commandOf((TRequest)command);

    public override string? IdOf(object command)
    {
        var named = idOf is null ? CommandOf(command).NewId(Category) : idOf((TRequest)command);
        return named.Length is > 0 and <= 64 && named.All(c => char.IsAsciiLetterOrDigit(c) || c is '-' or '_' or '.') ? named : null;
    }

    public override async Task<(object Answer, bool Wrote)> Handle(IServiceProvider services, object command, CancellationToken cancellationToken)
    {
        var answer = await services.GetRequiredService<IRequestHandler<TRequest, TAnswer>>().Handle((TRequest)command, cancellationToken);
        return (answer, answer.Wrote is not null);
    }
}
