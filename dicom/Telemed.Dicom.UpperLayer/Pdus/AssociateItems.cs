namespace Telemed.Dicom.UpperLayer;

/// <summary>Gathers the variable items of an A-ASSOCIATE-RQ or -AC while they are read; what it does not know it skips (PS3.8 §9.3.1 note 1).</summary>
internal sealed class AssociateItems(PduType pdu, PduLimits limits)
{
    public string? ApplicationContext { get; private set; }

    public UserInformation? User { get; private set; }

    public List<ProposedContext> Proposed { get; } = [];

    public List<AnsweredContext> Answered { get; } = [];

    public bool Missing() => ApplicationContext is null || User is null || (pdu is PduType.AssociateRq && Proposed.Count == 0);

    public PduFault Take(ItemType type, ReadOnlySpan<byte> body) => type switch
    {
        ItemType.ApplicationContext => TakeApplicationContext(body),
        ItemType.ProposedContext when pdu is PduType.AssociateRq => TakeProposed(body),
        ItemType.AnsweredContext when pdu is PduType.AssociateAc => TakeAnswered(body),
        ItemType.UserInformation => TakeUser(body),
        _ => PduFault.None,
    };

    private PduFault TakeApplicationContext(ReadOnlySpan<byte> body)
    {
        if (ApplicationContext is not null) return PduFault.ItemMissingOrRepeated;
        var reader = new ItemReader(body);
        ApplicationContext = reader.Uid(body);
        return reader.Fault;
    }

    private PduFault TakeProposed(ReadOnlySpan<byte> body)
    {
        if (Proposed.Count == limits.MaxPresentationContexts) return PduFault.TooManyItems;
        var reader = new ItemReader(body);
        var id = reader.Byte();
        reader.Bytes(3);
        string? abstractSyntax = null;
        List<string> transferSyntaxes = [];
        while (!reader.AtEnd)
        {
            var type = reader.Item(out var item);
            if (type is ItemType.AbstractSyntax && abstractSyntax is not null) reader.Fail(PduFault.ItemMissingOrRepeated);
            else if (type is ItemType.AbstractSyntax) abstractSyntax = reader.Uid(item);
            else if (type is ItemType.TransferSyntax && transferSyntaxes.Count == limits.MaxTransferSyntaxes) reader.Fail(PduFault.TooManyItems);
            else if (type is ItemType.TransferSyntax) transferSyntaxes.Add(reader.Uid(item));
        }
        if (reader.Fault is not PduFault.None) return reader.Fault;
        if (abstractSyntax is null || transferSyntaxes.Count == 0) return PduFault.ItemMissingOrRepeated;
        if (id % 2 == 0 || Proposed.Exists(c => c.Id == id)) return PduFault.BadContextId;
        Proposed.Add(new(id, abstractSyntax, EquatableList.From(transferSyntaxes)));
        return PduFault.None;
    }

    private PduFault TakeAnswered(ReadOnlySpan<byte> body)
    {
        if (Answered.Count == limits.MaxPresentationContexts) return PduFault.TooManyItems;
        var reader = new ItemReader(body);
        var id = reader.Byte();
        reader.Bytes(1);
        var result = (ContextResult)reader.Byte();
        reader.Bytes(1);
        var transferSyntax = "";
        while (!reader.AtEnd)
            if (reader.Item(out var item) is ItemType.TransferSyntax)
                transferSyntax = result is ContextResult.Accepted ? reader.Uid(item) : "";   // without meaning otherwise
        if (reader.Fault is not PduFault.None) return reader.Fault;
        if (result > ContextResult.TransferSyntaxesNotSupported) return PduFault.BadValue;
        if (result is ContextResult.Accepted && transferSyntax.Length == 0) return PduFault.ItemMissingOrRepeated;
        if (id % 2 == 0 || Answered.Exists(c => c.Id == id)) return PduFault.BadContextId;
        Answered.Add(new(id, result, transferSyntax));
        return PduFault.None;
    }

    private PduFault TakeUser(ReadOnlySpan<byte> body)
    {
        if (User is not null) return PduFault.ItemMissingOrRepeated;
        var fault = UserInformationDecoder.Decode(body, limits, out var user);
        User = user;
        return fault;
    }
}
