using Telemed.Dicom.Core;

namespace Telemed.Dicom.Dimse;

/// <summary>Sends the responses of a C-FIND: one for each match, as fast as the asker takes them, and stops when it cancels (PS3.4 §C.4.1.3).</summary>
internal static class FindAnswering
{
    public const int MaxIdentifierLength = 1 << 20;

    /// <returns>The status of the final response; null when the association has ended.</returns>
    public static async ValueTask<ushort?> Send(
        DimseMessage request, ServedAssociation association, IAsyncEnumerable<DataSet> responses, ushort pending, CancellationToken cancellationToken)
    {
        var channel = association.Channel;
        var messageId = request.Command.Number(CommandTag.MessageId)!.Value;
        var command = Commands.Response(request.Command, pending);
        await using var matches = responses.GetAsyncEnumerator(cancellationToken);
        while (true)
        {
            var next = matches.MoveNextAsync();
            if (!next.IsCompleted) await channel.Flush();   // what was found does not wait for what is still looked for
            if (!await next) return GeneralStatus.Success;
            if (await association.MustEnd(messageId)) return channel.Association.End is null ? GeneralStatus.Cancelled : null;
            await channel.Write(request.Context, command, matches.Current);
        }
    }
}
