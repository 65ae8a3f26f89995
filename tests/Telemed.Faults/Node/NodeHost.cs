using System.Globalization;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Telemed.Kernel;
using Telemed.Web.Hosting;

namespace Telemed.Faults.Node;

/// <summary>The platform itself with a dial, and with a planted bug when asked: the only place where there are any.</summary>
internal static class NodeHost
{
    public const string NoCommandId = "no-command-id";
    public const string NoLease = "no-lease";

    /// <param name="args">Dial file, seed, planted bug or <c>none</c>, then the settings of the platform.</param>
    public static async Task<int> Run(string[] args)
    {
        using var dial = new Dial(args[0]);
        var seed = int.Parse(args[1], CultureInfo.InvariantCulture);
        // the host lets a program add its own parts last when that program owns the cases
        await using var app = Platform.Build([.. args[3..], "--Telemed:Runtime=orleans"], dial, builder => Decorate(builder.Services, dial, seed, args[2]));
        await app.RunAsync();
        return 0;
    }

    private static void Decorate(IServiceCollection services, Dial dial, int seed, string plant)
    {
        Wrap<IEventLog>(services, log => new TroubledLog(log, dial, seed));
        if (plant == NoLease) Wrap<IEventLog>(services, log => new UnleasedClocks(log, seed));
        if (plant == NoCommandId) Wrap<ICaseOwner>(services, owner => new ForgetfulOwner(owner));
    }

    private static void Wrap<T>(IServiceCollection services, Func<T, T> around) where T : class
    {
        var before = services.Last(s => s.ServiceType == typeof(T));
        services.Replace(ServiceDescriptor.Singleton(provider => around((T)before.ImplementationFactory!(provider))));
    }
}
