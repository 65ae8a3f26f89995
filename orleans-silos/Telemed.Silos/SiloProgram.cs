using Telemed.Dicom.FoDicom;
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
            var serves = args is [] or [['-', ..], ..];   // every other command begins with a word
            return await Commands.Run(serves ? ["--Telemed:Runtime=orleans", .. args] : args, SiloHost.Add, (services, options) => services.AddFoDicomNode(options));
        }
        catch (Exception e) when (e is SettingException or StoreFormatException)
        {
            await Console.Error.WriteLineAsync($"Telemed cannot start. {e.Message}");
            return 2;
        }
    }
}
