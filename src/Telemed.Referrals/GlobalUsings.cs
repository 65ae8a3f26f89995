global using Decision = Telemed.Kernel.Decision<Telemed.Referrals.ReferralEvent, Telemed.Referrals.ReferralRefusal>;
global using Telemed.Cases.Consenting;
global using Telemed.Cases.Timing;
global using Transition = Telemed.Cases.Acting.Transition<Telemed.Referrals.ReferralAction, Telemed.Referrals.ReferralStatus, Telemed.Referrals.When>;
