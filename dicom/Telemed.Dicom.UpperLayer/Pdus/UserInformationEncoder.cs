namespace Telemed.Dicom.UpperLayer;

/// <summary>Writes the user information item (PS3.8 Annex D.1, PS3.7 Annex D.3.3).</summary>
internal static class UserInformationEncoder
{
    public static void Encode(ItemWriter body, UserInformation user)
    {
        using var _ = body.Item(ItemType.UserInformation);
        if (user.MaxLength is { } maxLength)
            using (body.Item(ItemType.MaxLength)) body.UInt32(maxLength);
        if (user.ImplementationClassUid is { } uid) body.TextItem(ItemType.ImplementationClassUid, uid);
        if (user.Operations is { } window)
            using (body.Item(ItemType.OperationsWindow))
            {
                body.UInt16(window.Invoked);
                body.UInt16(window.Performed);
            }
        foreach (var role in user.Roles)
            using (body.Item(ItemType.RoleSelection))
            {
                body.PrefixedText(role.SopClassUid);
                body.Bytes([role.Scu ? (byte)1 : (byte)0, role.Scp ? (byte)1 : (byte)0]);
            }
        if (user.ImplementationVersion is { } version) body.TextItem(ItemType.ImplementationVersion, version);
        foreach (var extended in user.Extended)
            using (body.Item(ItemType.ExtendedNegotiation))
            {
                body.PrefixedText(extended.SopClassUid);
                body.Bytes([.. extended.Information]);
            }
        if (user.Identity is { } identity)
            using (body.Item(ItemType.UserIdentity))
            {
                body.Bytes([identity.Kind, identity.ResponseRequested ? (byte)1 : (byte)0]);
                body.Prefixed([.. identity.Primary]);
                body.Prefixed([.. identity.Secondary]);
            }
        if (user.IdentityResponse is { } response)
            using (body.Item(ItemType.UserIdentityResponse)) body.Prefixed([.. response]);
    }
}
