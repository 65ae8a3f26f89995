using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Telemed.Accounts.Administering;
using Telemed.Accounts.Listing;
using Telemed.Accounts.Opening;
using Telemed.Accounts.SecondFactor;
using Telemed.Accounts.Signing;
using Telemed.Accounts.SigningIn;
using Telemed.Contracts;
using Telemed.ReadModel;

namespace Telemed.Accounts;

/// <summary>Accounts, sessions, certificates and signatures (账号、会话、电子签名).</summary>
public static class AccountsModule
{
    /// <param name="services">The host's services.</param>
    /// <param name="authorityFile">PEM file of the certificate authority; made at first use.</param>
    /// <param name="policy">Whether signing always needs a second factor.</param>
    public static IServiceCollection AddAccounts(this IServiceCollection services, string authorityFile, SigningPolicy policy) => services
        .AddSingleton(policy)
        .AddSingleton(provider => new CertificateAuthority(authorityFile, provider.GetRequiredService<TimeProvider>().GetUtcNow()))
        .AddSingleton<UnlockedKeys>().AddSingleton<ISigner, Signer>()
        .AddSingleton<Passwords>().AddSingleton<SessionTokens>()
        .AddSingleton<IProjection, AccountProjection>().AddSingleton<AccountViews>().AddSingleton<AccountDesk>()
        .AddSingleton<Users>().AddSingleton<IAccountDirectory>(provider => provider.GetRequiredService<Users>());

    /// <param name="open">Endpoints for callers who have not signed in.</param>
    /// <param name="signedIn">Endpoints that require a session.</param>
    public static void MapAccounts(RouteGroupBuilder open, RouteGroupBuilder signedIn)
    {
        SessionEndpoints.Map(open, signedIn);
        SecondFactorEndpoint.Map(signedIn);
        ChangePasswordEndpoint.Map(signedIn);
        var accounts = signedIn.MapGroup("accounts");
        AccountLists.Map(accounts);
        OpenAccountEndpoint.Map(accounts);
        AccountActionEndpoints.Map(accounts);
        ResetPasswordEndpoint.Map(accounts);
    }
}
