using MediatR;
using Microsoft.Extensions.DependencyInjection;
using Telemed.Contracts;
using Telemed.Governance;
using Telemed.Kernel;
using Telemed.ReadModel;
using Telemed.Storage.Sqlite;

namespace Telemed.Directory.Tests;

/// <summary>The directory on a real log and a real read model in a folder of its own.</summary>
internal sealed class Node : IAsyncDisposable
{
    private readonly ServiceProvider services;
    private int commands;

    private Node(string folder, Func<PolicyPack, PolicyPack>? policy)
    {
        var parts = new ServiceCollection()
            .AddSingleton(TimeProvider.System)
            .AddSingleton<IEventLog>(_ => SqliteEventLog.Open(Path.Combine(folder, "events.db")))
            .AddSingleton<ICaseOwner>(provider => new EmbeddedCaseOwner(provider.GetRequiredService<IEventLog>()))
            .AddSingleton(provider => new ProjectionEngine(
                Path.Combine(folder, "read.db"), provider.GetRequiredService<IEventLog>(), provider.GetServices<IProjection>(), TimeProvider.System))
            .AddSingleton<IPolicies>(policy is null ? PolicyPacks.Embedded() : new LocalPolicies(policy))
            .AddSingleton<IAccountDirectory, Strangers>()
            .AddDirectory();
        foreach (var type in typeof(DirectoryModule).Assembly.GetTypes())
            foreach (var handler in type.GetInterfaces().Where(i => i.IsGenericType && i.GetGenericTypeDefinition() == typeof(IRequestHandler<,>)))
                parts.AddSingleton(handler, type);
        parts.AddSingleton<IMediator>(provider => new Mediator(provider.GetService!));
        services = parts.BuildServiceProvider();
    }

    public static Caller Administrator { get; } = new("admin", null, null, null, null, new HashSet<Role> { Role.Administrator });

    public T Get<T>() where T : notnull => services.GetRequiredService<T>();

    public IDirectory Directory => services.GetRequiredService<IDirectory>();

    public ProjectionEngine ReadModel => services.GetRequiredService<ProjectionEngine>();

    /// <param name="policy">Where the region differs from its pack.</param>
    public static async Task<Node> Start(string folder, Func<PolicyPack, PolicyPack>? policy = null)
    {
        var node = new Node(folder, policy);
        await node.ReadModel.StartAsync(default);
        await node.ReadModel.CaughtUp;
        return node;
    }

    public Command By(Caller? caller = null) => new(caller ?? Administrator, $"command{++commands}-{Guid.NewGuid():N}", null, null, TimeProvider.System.GetUtcNow());

    public async Task<Answer<T>> Ask<T>(IRequest<Answer<T>> request)
    {
        if (request is IValidated validated)
        {
            var errors = new FieldErrors();
            validated.Validate(errors);
            if (!errors.None) return Problem.Invalid(errors.Found);
        }
        return await services.GetRequiredService<IMediator>().Send(request);
    }

    public async Task<T> Do<T>(IRequest<Answer<T>> request)
    {
        var answer = await Ask(request);
        Assert.Null(answer.Problem);
        return answer.Value;
    }

    public ValueTask DisposeAsync() => services.DisposeAsync();
}

/// <summary>Accounts lie elsewhere: here nobody has a name.</summary>
internal sealed class Strangers : IAccountDirectory
{
    public ValueTask<AccountSummary?> Find(string accountId, CancellationToken cancellationToken) => new((AccountSummary?)null);
}

/// <summary>A folder that goes with the test.</summary>
internal sealed class Folder : IDisposable
{
    public string Path { get; } = System.IO.Directory.CreateTempSubdirectory("telemed-directory-").FullName;

    public void Dispose() => System.IO.Directory.Delete(Path, recursive: true);
}

/// <summary>The packs, where a region differs from its own.</summary>
internal sealed class LocalPolicies(Func<PolicyPack, PolicyPack> local) : IPolicies
{
    private readonly PolicyPacks packs = PolicyPacks.Embedded();

    public PolicyPack For(string areaCode, DateTimeOffset at) => local(packs.For(areaCode, at));
}
