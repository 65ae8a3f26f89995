using System.Text.Json;
using Telemed.Imaging.Sending;
using Telemed.Imaging.Storing;

namespace Telemed.Imaging.Relaying;

/// <summary>A bundle on its way out.</summary>
/// <param name="Sha256">Its name on the way.</param>
/// <param name="Length">Bytes on the way.</param>
/// <param name="Stored">Bytes of the files in it.</param>
/// <param name="Items">Places of its objects in the send.</param>
/// <param name="Seen">How much of it the other side had when it was last asked.</param>
internal sealed record OutgoingBundle(string Sha256, long Length, long Stored, IReadOnlyList<int> Items, long Seen = 0);

/// <summary>Bundles are files until they are acknowledged: after a restart the same bytes go on from where they were.</summary>
internal sealed class OutgoingBundles
{
    private const string Prefix = "bundle/";
    private readonly SendStore store;
    private readonly ObjectFolders folders;
    private readonly ExchangeOptions options;
    private readonly string folder;

    public OutgoingBundles(SendStore store, ObjectFolders folders, ExchangeOptions options)
    {
        (this.store, this.folders, this.options) = (store, folders, options);
        folder = Path.Combine(folders.Root, "outgoing");
        Directory.CreateDirectory(folder);
        var wanted = new HashSet<string>(StringComparer.Ordinal);
        foreach (var (name, _) in store.Remembered(Prefix))
        {
            if (store.Find(name[Prefix.Length..]) is { IsOver: false } send) wanted.Add(PathOf(send.Id));
            else store.Remember(name, null);
        }
        foreach (string file in Directory.EnumerateFiles(folder).Where(file => !wanted.Contains(file))) File.Delete(file);
    }

    /// <summary>The bundle of a send that is not acknowledged, with its objects claimed; null when there is none.</summary>
    public (OutgoingBundle Bundle, IReadOnlyList<SendItem> Items)? Open(SendWork work)
    {
        if (store.Recall(Prefix + work.Send.Id) is not { } kept || JsonSerializer.Deserialize<OutgoingBundle>(kept) is not { } bundle) return null;
        var items = new List<SendItem>();
        var places = bundle.Items.ToHashSet();
        while (work.Take(item => places.Contains(item.N)) is { } item) items.Add(item);
        if (items.Count == bundle.Items.Count && File.Exists(PathOf(work.Send.Id)) && new FileInfo(PathOf(work.Send.Id)).Length == bundle.Length) return (bundle, items);
        work.PutBack(items);
        if (!work.MustLeaveOff) Forget(work.Send.Id);
        return null;
    }

    /// <summary>Packs the next objects; null when there are none, or they should not go now.</summary>
    public (OutgoingBundle Bundle, IReadOnlyList<SendItem> Items)? Make(SendWork work)
    {
        var items = new List<SendItem>();
        string hash;
        long length;
        using (var file = new FileStream(PathOf(work.Send.Id), FileMode.Create, FileAccess.ReadWrite))
        {
            BundleWriter.Begin(file);
            while (file.Position < options.BundleBytes && work.Take(_ => true) is { } item)
            {
                if (Append(file, item)) items.Add(item);
                else work.Refuse(item, SendFault.Gone);
            }
            file.Flush();
            hash = BundleWriter.HashOf(file);
            length = file.Length;
        }
        if (items.Count == 0)
        {
            File.Delete(PathOf(work.Send.Id));
            return null;
        }
        var bundle = new OutgoingBundle(hash, length, items.Sum(item => item.Bytes), [.. items.Select(item => item.N)]);
        Keep(work.Send.Id, bundle);
        return (bundle, items);
    }

    public FileStream Read(string send) => new(PathOf(send), FileMode.Open, FileAccess.Read, FileShare.Read, bufferSize: 0);

    public void Keep(string send, OutgoingBundle bundle) => store.Remember(Prefix + send, JsonSerializer.Serialize(bundle));

    public void Forget(string send)
    {
        store.Remember(Prefix + send, null);
        File.Delete(PathOf(send));
    }

    private bool Append(FileStream file, SendItem item)
    {
        try
        {
            return BundleWriter.Append(file, folders.PathOf(item.SopInstanceUid));
        }
        catch (FileNotFoundException)
        {
            return false;
        }
    }

    private string PathOf(string send) => Path.Combine(folder, send + ".bundle");
}
