using System.Diagnostics;

namespace Telemed.Faults.Cluster;

/// <summary>A file system in memory whose room can be taken away and given back.</summary>
internal sealed class SmallDisk : IAsyncDisposable
{
    private const string Roomy = "4g";   // taken only as far as it is used
    private readonly string place;

    private SmallDisk(string place) => this.place = place;

    /// <summary>Null where mounting is not permitted.</summary>
    public static async Task<SmallDisk?> TryMount(string place)
    {
        System.IO.Directory.CreateDirectory(place);
        return await Run("mount", "-t", "tmpfs", "-o", $"size={Roomy}", "tmpfs", place) ? new(place) : null;
    }

    /// <summary>From now on there is room for nothing more than a little.</summary>
    /// <param name="left">Bytes that still fit.</param>
    public async Task Fill(long left)
    {
        for (var attempt = 0; attempt < 20; attempt++)   // what is written meanwhile is in the way
        {
            var used = new DriveInfo(place) is var drive ? drive.TotalSize - drive.AvailableFreeSpace : 0;
            if (await Run("mount", "-o", string.Create(System.Globalization.CultureInfo.InvariantCulture, $"remount,size={used + left}"), place)) return;
        }
    }

    /// <summary>There is room again.</summary>
    public Task Empty() => Run("mount", "-o", $"remount,size={Roomy}", place);

    public async ValueTask DisposeAsync() => await Run("umount", place);

    private static async Task<bool> Run(string program, params string[] words)
    {
        try
        {
            using var process = Process.Start(new ProcessStartInfo(program, words) { RedirectStandardError = true })!;
            await process.StandardError.ReadToEndAsync();
            await process.WaitForExitAsync();
            return process.ExitCode == 0;
        }
        catch (System.ComponentModel.Win32Exception)
        {
            return false;
        }
    }
}
