using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Hosting;
using Telemed.Kernel;
using Telemed.Web.Hosting;

namespace Telemed.Web.Tests.Upgrading;

/// <summary>The platform as its next version might be: one fact has a new form under a new name, another has a member more. Everything else is today's.</summary>
internal static class NewerVersion
{
    public const string Argument = "newer-version";

    /// <param name="settings">Of the platform.</param>
    public static async Task Run(string[] settings)
    {
        // the host lets a program add its own parts last when that program owns the cases
        await using var app = Platform.Build([.. settings, "--Telemed:Runtime=orleans"], runtime: builder =>
        {
            var before = builder.Services.Last(s => s.ServiceType == typeof(IEventLog));
            builder.Services.Replace(ServiceDescriptor.Singleton<IEventLog>(provider => new NewerLog((IEventLog)before.ImplementationFactory!(provider))));
        });
        await app.RunAsync();
    }
}
