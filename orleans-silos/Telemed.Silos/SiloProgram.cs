using Telemed.Kernel;
using Telemed.Web.Hosting;

namespace Telemed.Silos;

/// <summary>The platform with a silo: the program of <c>Telemed:Runtime=orleans</c>, and its default here.</summary>
internal static class SiloProgram
{
    public static async Task<int> Main(string[] args)
    {
        try
        {
            return await Commands.Run(args is ["admin" or "rebuild" or "audit", ..] ? args : ["--Telemed:Runtime=orleans", .. args], SiloHost.Add);
        }
        catch (Exception e) when (e is SettingException or StoreFormatException)
        {
            await Console.Error.WriteLineAsync($"Telemed cannot start. {e.Message}");
            return 2;
        }
    }
}
