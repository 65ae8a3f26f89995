using Telemed.Storage.Sqlite;
using Telemed.Web.Hosting;

namespace Telemed.Silos;

/// <summary>The platform with a silo: the program of <c>Telemed:Runtime=orleans</c>, and its default here.</summary>
internal static class SiloProgram
{
    public static async Task<int> Main(string[] args)
    {
        try
        {
            return await Commands.Run([.. Told(args) ? [] : new[] { "--Telemed:Runtime=orleans" }, .. args], SiloHost.Add);
        }
        catch (Exception e) when (e is SettingException or StoreFormatException)
        {
            await Console.Error.WriteLineAsync($"Telemed cannot start. {e.Message}");
            return 2;
        }
    }

    private static bool Told(string[] args) => args is ["admin" or "rebuild" or "audit", ..];
}
