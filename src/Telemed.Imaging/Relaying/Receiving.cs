using System.Buffers;
using System.Security.Cryptography;
using Microsoft.Extensions.Logging;
using Telemed.Contracts;
using Telemed.Dicom.Core;
using Telemed.Dicom.Dimse;
using Telemed.Imaging.Indexing;
using Telemed.Imaging.Opening;
using Telemed.Imaging.Storing;
using Telemed.Imaging.Studies;
using Telemed.Kernel;
using Telemed.ReadModel;

namespace Telemed.Imaging.Relaying;

/// <summary>Takes in what other platforms send: an institution of theirs that the settings know here, for one of here.</summary>
internal sealed partial class Receiving(
    Arrivals arrivals, ObjectStore store, ObjectFolders folders, ContentHashes hashes, ImagingIndex index, ICaseOwner cases, ExchangeOptions options, ProjectionEngine readModel, TimeProvider time, ILogger<Receiving> log)
{
    private const int MostAeTitle = 16;

    /// <summary>Heard when the last object of an announced study is here.</summary>
    public event Action<string>? Completed;

    /// <returns>What is here already; null when the sender may not send this, or not for that institution.</returns>
    public async Task<ManifestAnswer?> Announce(ExchangePeer peer, string study, Manifest manifest, CancellationToken cancellationToken)
    {
        if (!peer.Institutions.TryGetValue(manifest.Sender, out string? sender) || !peer.Institutions.TryGetValue(manifest.Receiver, out string? receiver)) return null;
        if (StudyOwner.Of(index, study) is { } owner && owner.InstitutionId != sender) return null;   // the study of somebody else: nothing is added, and nothing opened
        var here = Here(study, peer, manifest.Objects);
        var now = time.GetUtcNow();
        var before = arrivals.Find(study, peer.Name);
        var arrival = arrivals.Announce(new(study, peer.Name, sender, receiver, 0, 0, 0, 0, now, now, null), manifest.PatientIdIssuer, manifest.Objects, here);
        if (receiver != sender && (before is null || before.ReceiverId != receiver || before.StartedAt + (options.OpenFor / 2) < now))
            await cases.Transact(StudyRules.Aggregate, study, null, new CommandContext($"peer-{Guid.CreateVersion7():N}", null, new($"peer:{peer.Name}", null, sender), now, null),
                _ => new StudyEvent.OpenedByPeer(peer.Name, sender, receiver, now + options.OpenFor), cancellationToken);
        Ring(arrival);
        return new([.. here], arrival.Expected, arrival.Received, arrival.IsComplete);
    }

    /// <summary>Stores the objects of a bundle that has come whole.</summary>
    /// <returns>Null when it is not what it was named, or was never announced; the sender makes it anew.</returns>
    public async Task<BundleAnswer?> TakeApart(ExchangePeer peer, string study, string sha256, IncomingBundles bundles)
    {
        if (arrivals.Find(study, peer.Name) is not { } arrival || bundles.OpenWhole(peer.Name, sha256) is not { } file) return null;
        var outcomes = new List<ObjectAnswer>();
        await using (file)
        {
            try
            {
                var reader = new BundleReader(file);
                while (reader.Next() is { } entry) outcomes.Add(new(entry.Uid, await Take(peer, arrival, entry, reader)));
            }
            catch (InvalidDataException e)
            {
                LogBroken(peer.Name, e.Message);
                return null;
            }
        }
        var (now, completed) = arrivals.Came(study, peer.Name, outcomes.Where(one => one.IsHere).Select(one => one.Uid), time.GetUtcNow());
        var answer = new BundleAnswer(outcomes, now.IsComplete);
        // An answer that asks for another try is not kept: the same bundle may come again.
        bundles.Finish(peer.Name, sha256, answer, keep: !outcomes.Exists(one => one.IsPassing));
        Ring(now);
        if (completed)
        {
            LogComplete(peer.Name, now.Expected);
            Completed?.Invoke(study);
        }
        return answer;
    }

    private async Task<string> Take(ExchangePeer peer, Arrival arrival, BundleEntry entry, BundleReader reader)
    {
        if (!Uid.IsValid(entry.Uid) || !Uid.IsValid(entry.Class) || !Uid.IsValid(entry.Syntax) || !arrivals.IsAnnounced(arrival.Study, peer.Name, entry.Uid)) return "unidentified";
        var info = new IncomingObject(Title(peer.Name), "", entry.Class, entry.Uid, entry.Syntax, null)
        {
            InstitutionId = arrival.SenderId,
            PatientIdIssuer = arrivals.IssuerOf(arrival.Study, peer.Name),
        };
        await using var incoming = store.Begin(info, arrival.Study);
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        byte[] buffer = ArrayPool<byte>.Shared.Rent(128 * 1024);
        try
        {
            using var data = reader.DataSet(entry);
            long left = entry.Bytes;
            while (data.Read(buffer) is > 0 and var read)
            {
                if ((left -= read) < 0) return "damaged";   // more than announced: not unpacked any further
                hash.AppendData(buffer, 0, read);
                await incoming.Write(new ReadOnlySequence<byte>(buffer, 0, read), CancellationToken.None);
            }
        }
        catch (InvalidDataException)
        {
            return "damaged";
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }
        if (Convert.ToHexStringLower(hash.GetHashAndReset()) != entry.Sha256) return "damaged";
        await incoming.Complete(CancellationToken.None);
        return System.Text.Json.JsonNamingPolicy.CamelCase.ConvertName(incoming.Outcome.ToString());
    }

    private HashSet<string> Here(string study, ExchangePeer peer, IReadOnlyList<AnnouncedObject> objects)
    {
        var stored = arrivals.Here(study, peer.Name);
        using var db = index.OpenReader();
        using var command = db.CreateCommand();
        command.CommandText = "SELECT instance FROM instances WHERE study = @study";
        command.Parameters.AddWithValue("@study", study);
        using var rows = command.ExecuteReader();
        while (rows.Read()) stored.Add(rows.GetString(0));
        return [.. objects.Where(one => stored.Contains(one.Uid) && hashes.Of(folders.PathOf(one.Uid)) == one.Sha256).Select(one => one.Uid)];
    }

    private void Ring(Arrival arrival)
    {
        readModel.Knock($"inbox:{arrival.SenderId}", "imagingArrivals");
        readModel.Knock($"inbox:{arrival.ReceiverId}", "imagingArrivals");
    }

    /// <summary>What stands for the platform where an AE title is asked for (PS3.5 §6.2).</summary>
    private static string Title(string name) => new([.. name.ToUpperInvariant().Where(c => c is > ' ' and <= '~' and not '\\').Take(MostAeTitle)]);

    [LoggerMessage(2090, LogLevel.Warning, "A bundle from {Peer} cannot be taken apart: {Why}")]
    private partial void LogBroken(string peer, string why);

    [LoggerMessage(2091, LogLevel.Information, "A study from {Peer} is complete with {Count} objects")]
    private partial void LogComplete(string peer, int count);
}
