using Telemed.Kernel;
using Telemed.Web.Hosting;

try
{
    return await Commands.Run(args);
}
catch (Exception e) when (e is SettingException or StoreFormatException)
{
    await Console.Error.WriteLineAsync($"Telemed cannot start. {e.Message}");
    return 2;
}

/// <summary>The entry point; named for tests that start the host in their own process.</summary>
public partial class Program;
