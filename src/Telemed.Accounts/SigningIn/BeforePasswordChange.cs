namespace Telemed.Accounts.SigningIn;

/// <summary>Mark of the few doors that are open to somebody whose password is for the first sign-in only.</summary>
public sealed class BeforePasswordChange
{
    private BeforePasswordChange() { }

    /// <summary>The mark.</summary>
    public static BeforePasswordChange Allowed { get; } = new();
}
