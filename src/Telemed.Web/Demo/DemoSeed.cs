namespace Telemed.Web.Demo;

/// <summary>Seeds the demo region once, through the commands that everyone else uses.</summary>
internal static class DemoSeed
{
    public static Task Run(IServiceProvider services) => Task.CompletedTask;
}
