using System.Globalization;
using System.Text;
using Telemed.Dicom.Core;
using Telemed.Dicom.Dimse;
using Telemed.Dicom.UpperLayer;

namespace Telemed.Dicom.Network.Tests;

/// <summary>The conformance statement of the DIMSE side, written from what the code declares.</summary>
internal static class DimseStatement
{
    public static string Write()
    {
        var text = new StringBuilder();
        text.Append("""
            # DIMSE conformance of the node, in short

            Written from the code by a test, which fails when the two differ; change it with `TELEMED_APPROVE=1`. The keys of queries are in `query-keys.md`.

            ## Services

            | service | SOP class | as acceptor | as requestor (client, tools) |
            | --- | --- | --- | --- |

            """);
        Service(text, "Verification", Commands.VerificationSopClass, "SCP", "SCU");
        Service(text, string.Create(CultureInfo.InvariantCulture, $"Storage ({StorageClasses.Registered.Count()} registered classes, and any below {StorageClasses.Root})"), "PS3.4 B.5", "SCP; SCU by C-GET", "SCU; SCP by C-GET");
        foreach (var model in QueryModel.All)
        {
            Service(text, model.Name + " – FIND", model.FindClass, "SCP", "SCU");
            Service(text, model.Name + " – MOVE", model.MoveClass, "SCP, and SCU of Storage to the destination", "SCU");
            Service(text, model.Name + " – GET", model.GetClass, "SCP", "SCU");
        }
        Service(text, "Modality Worklist – FIND", WorklistService.SopClass, "SCP", "SCU");
        Service(text, "Modality Performed Procedure Step", PerformedStep.SopClass, "SCP (N-CREATE, N-SET)", "SCU");
        Service(text, "Storage Commitment Push Model", CommitmentData.SopClass, "SCP; results on the asker's association or on one of ours", "SCU");
        text.Append(CultureInfo.InvariantCulture, $"""

            Private storage SOP classes: with `Dicom:AcceptUnknownSopClasses`, or named in the options.

            ## Transfer syntaxes

            Storage takes every one proposed and stores as sent. When several are proposed in one context, the answer never makes the sender lose anything: Explicit VR Little Endian, Deflated, Explicit VR Big Endian, Implicit VR Little Endian, lossless compression, lossy compression, private syntaxes; the sender's order decides within a kind. One that wants to be sent to (C-GET) gets the first it names.
            What is sent goes as it is stored. Nothing is compressed, decompressed or compressed anew; only between the native syntaxes ({string.Join(", ", NativeSyntaxes.All.Select(s => TransferSyntax.Of(s).Name))}) are values written anew, for a peer that takes no other.
            All other services: the native syntaxes.

            ## Negotiation

            | item | answer |
            | --- | --- |
            | asynchronous operations window | the smaller of what is asked for and {new DimseServerOptions().MaxOperations}, both ways, where all accepted contexts belong to {string.Join(", ", Beside())}: operations are performed beside each other, their messages interleave, C-CANCEL reaches the one it names, a message ID in use is answered {GeneralStatus.DuplicateInvocation:X4}, more than twice the window ends in A-ABORT. With other contexts, or when not asked for: 1; a request that comes all the same waits, or is served between the responses of a query or retrieval |
            | asynchronous operations window, as requestor of storage | {new DimseClientOptions().SendOperations} invoked and 1 performed are asked for (`Dicom:SendOperations`, by peer `Dicom:Peers:<n>:SendOperations`; 1 asks for none). As many C-STORE requests as are granted go out without waiting, in order; answers are taken in any order, by message ID being responded to, and one to no unanswered request ends in A-ABORT; release after the last answer. After two attempts that end early with nothing over, none is asked for. Over a line with 40 ms round trip and 100 Mbit/s a CT takes half the time, without a limit of rate a twelfth (`bench/README.md`). Not granted, or for move destinations and all other services: one operation at a time |
            | role selection | storage: as proposed; all others: the caller asks |
            | extended negotiation, FIND | {Extended(new FindService(null!, new(), null!).Extend("", [1, 1, 1, 1, 1])!, "relational queries", "combined date and time", "fuzzy names", "timezone", "enhanced multi-frame conversion")} |
            | extended negotiation, MOVE and GET | relational retrieval: yes |
            | user identity | read, not judged |
            | TLS | 1.2 and later, by `Dicom:Tls`, client certificates asked for and by default required |

            Without relational queries the unique keys of the levels above must be there, with one value each; otherwise A900 with the offending element.

            ## Matching

            Universal, single value, list of UID, wild card (`*`, `?`), range of dates and times, sequence (one level deep over the index, any depth in the worklist). Names: case does not count, any of the three groups may match, components left out at the end do not count; fuzzy: pinyin and initials. A key that is not kept is left out of the matching and told by FF01.
            Answers come in the character set of the question when it can say them, otherwise in UTF-8; a question without one is answered in `{string.Join('\\', new QueryOptions().CharacterSet)}` (`Dicom:CharacterSet`), and ASCII needs none. Written: every single-byte set, GB18030, GBK, UTF-8 and ISO 2022 IR 58; read: those and ISO 2022 IR 87, 149, 159.

            ## Who sees what

            The calling AE title belongs to an institution, by `Dicom:Peers` or the directory. It finds and gets that institution's studies and those that a live case opens to it; a move destination must be let in by the same rule, or its sub-operations fail. A title may be bound to a certificate (`CertificateSha256`).

            ## Limits

            | limit | value | what happens beyond it |
            | --- | --- | --- |

            """);
        Limits(text);
        Statuses(text);
        return text.Replace("\r\n", "\n").ToString();
    }

    private static IEnumerable<string> Beside() => Services.Where(s => s.Service.RunsBesideOthers).Select(s => s.Name);

    private static readonly (string Name, IDimseService Service)[] Services =
    [
        ("Verification", new VerificationService()), ("Storage", new StorageService(null!, new(), null!)), ("FIND", new FindService(null!, new(), null!)),
        ("MOVE", new MoveService(null!, null!, new(), null!, null!)), ("GET", new GetService(null!, null!, null!)), ("worklist", new WorklistService(null!, new(), null!)),
        ("commitment", new CommitmentService(null!, null!, new(), null!, null!)), ("performed steps", new PerformedStepService(null!, null!)),
    ];

    private static void Service(StringBuilder text, string name, string uid, string acceptor, string requestor) =>
        text.Append(CultureInfo.InvariantCulture, $"| {name} | {uid} | {acceptor} | {requestor} |\n");

    private static void Limits(StringBuilder text)
    {
        var (server, pdu, storage, node) = (new DimseServerOptions(), PduLimits.Default, new StorageOptions(), new DicomNodeOptions());
        var times = server.Association;
        (string, string, string)[] rows =
        [
            ("P-DATA-TF body", Bytes(pdu.MaxDataLength) + ", announced", "A-ABORT, provider"),
            ("other PDUs", Bytes(pdu.MaxControlLength), "A-ABORT"),
            ("presentation contexts / transfer syntaxes in one / user items / values in a PDU",
                $"{pdu.MaxPresentationContexts} / {pdu.MaxTransferSyntaxes} / {pdu.MaxUserItems} / {Number(pdu.MaxDataValues)}", "A-ABORT"),
            ("command set over all fragments", Bytes(DimseChannel.MaxCommandLength), "A-ABORT"),
            ("object over all fragments", $"{storage.MaxObjectLength >> 30} GiB", "A-ABORT, nothing kept"),
            ("identifier of a query or retrieval", "1,048,576 bytes", "A-ABORT"),
            ("action information / performed step", "16 MiB / 4 MiB", "A-ABORT"),
            ("associations in all / by calling AE title", $"{server.MaxAssociations} / {server.MaxAssociationsPerCaller}, by peer in the settings", "A-ASSOCIATE-RJ, transient, local limit exceeded"),
            ("connections", Number(node.MaxConnections), "closed"),
            ("until the A-ASSOCIATE-RQ is complete", Time(times.RequestTimeout), "closed"),
            ("TLS handshake", "10 s", "closed"),
            ("between complete PDUs", Time(times.IdleTimeout), "A-ABORT"),
            ("association in all", Time(times.TotalTimeout), "A-ABORT"),
            ("results of commitment offered for", $"{CommitmentReporter.KeptFor.TotalDays:0} days", "given up"),
        ];
        foreach (var (limit, value, beyond) in rows) text.Append(CultureInfo.InvariantCulture, $"| {limit} | {value} | {beyond} |\n");
    }

    private static void Statuses(StringBuilder text)
    {
        text.Append("""

            ## Statuses

            Rejections: called AE title not recognized (7), calling AE title not recognized (3), application context (2), protocol version (ACSE 2).

            C-STORE: 0000 after the object is on the disk (with `Dicom:Sync=false` after the system has it). After a failure the association goes on.


            """);
        foreach (var status in Enum.GetValues<StoreStatus>().Order()) text.Append(CultureInfo.InvariantCulture, $"- {(ushort)status:X4} {status}\n");
        text.Append(CultureInfo.InvariantCulture, $"""

            C-FIND, C-MOVE, C-GET: {GeneralStatus.Pending:X4} and {GeneralStatus.PendingKeysNotSupported:X4} pending, {GeneralStatus.Cancelled:X4} cancelled, {QueryStatus.OutOfResources:X4} out of resources, {QueryStatus.NoSubOperation:X4} no sub-operation succeeded, {QueryStatus.DestinationUnknown:X4} move destination unknown, {QueryStatus.IdentifierMismatch:X4} identifier does not match, {QueryStatus.SomeFailed:X4} some sub-operations failed, {QueryStatus.UnableToProcess:X4} unable to process. Failed SOP instances are listed, up to 1,000.

            N-ACTION: 0000 when the request is on the disk; {GeneralStatus.InvalidArgument:X4}, {GeneralStatus.NoSuchAction:X4}, {GeneralStatus.NoSuchInstance:X4}, {GeneralStatus.SopClassNotSupported:X4}. An object is committed to after it has been read again and held against its checksum; reasons of failure 0110, 0112, 0119.

            N-CREATE, N-SET: {GeneralStatus.DuplicateInstance:X4}, {GeneralStatus.MissingAttribute:X4}, {GeneralStatus.InvalidAttributeValue:X4}, {GeneralStatus.NoSuchInstance:X4}, {GeneralStatus.ProcessingFailure:X4} with error {PerformedStep.NoLongerChangeable:X4} once the step is closed.

            At shutdown an association between messages is aborted; a message under way is finished and answered first, for at most {Time(new DicomNodeOptions().DrainTimeout)}; retrievals and queries end with the next object.

            """);
    }

    private static string Extended(byte[] answer, params string[] names) => string.Join(", ", names.Select((n, i) => $"{n}: {(answer[i] == 1 ? "yes" : "no")}"));

    private static string Number(long value) => value.ToString("N0", CultureInfo.InvariantCulture);

    private static string Bytes(long value) => Number(value) + " bytes";

    private static string Time(TimeSpan time) => time.TotalHours >= 1 ? $"{time.TotalHours:0} h" : time.TotalMinutes >= 1 ? $"{time.TotalMinutes:0} min" : $"{time.TotalSeconds:0} s";
}
