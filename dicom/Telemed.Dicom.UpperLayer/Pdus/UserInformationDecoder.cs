namespace Telemed.Dicom.UpperLayer;

/// <summary>Reads the sub-items of the user information (PS3.8 Annex D.1, PS3.7 Annex D.3.3).</summary>
internal static class UserInformationDecoder
{
    public static PduFault Decode(ReadOnlySpan<byte> body, PduLimits limits, out UserInformation user)
    {
        var reader = new ItemReader(body);
        user = new();
        List<RoleSelection> roles = [];
        List<ExtendedNegotiation> extended = [];
        for (var count = 0; !reader.AtEnd; count++)
        {
            var type = reader.Item(out var item);
            if (reader.Fault is not PduFault.None) break;
            if (count == limits.MaxUserItems) reader.Fail(PduFault.TooManyItems);
            var sub = new ItemReader(item);
            if (type is ItemType.RoleSelection) roles.Add(new(sub.PrefixedUid(), Flag(ref sub), Flag(ref sub)));
            else if (type is ItemType.ExtendedNegotiation) extended.Add(new(sub.PrefixedUid(), EquatableList.Create(sub.Rest)));
            else user = Single(user, type, ref sub);
            if (sub.Fault is not PduFault.None) reader.Fail(sub.Fault);
        }
        user = user with { Roles = EquatableList.From(roles), Extended = EquatableList.From(extended) };
        return reader.Fault;
    }

    private static bool Flag(ref ItemReader reader) => reader.Byte() == 1;

    private static UserInformation Single(UserInformation user, ItemType type, ref ItemReader sub) => type switch
    {
        ItemType.MaxLength => user with { MaxLength = sub.UInt32() },
        ItemType.ImplementationClassUid => user with { ImplementationClassUid = sub.Uid(sub.Rest) },
        ItemType.ImplementationVersion => user with { ImplementationVersion = sub.Text(sub.Rest, 16) },
        ItemType.OperationsWindow => user with { Operations = new(sub.UInt16(), sub.UInt16()) },
        ItemType.UserIdentity => user with
        {
            Identity = new(sub.Byte(), Flag(ref sub), EquatableList.Create(sub.Prefixed()), EquatableList.Create(sub.Prefixed())),
        },
        ItemType.UserIdentityResponse => user with { IdentityResponse = EquatableList.Create(sub.Prefixed()) },
        _ => user,
    };
}
