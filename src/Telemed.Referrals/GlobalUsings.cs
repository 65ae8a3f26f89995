global using Decision = Telemed.Kernel.Decision<Telemed.Referrals.ReferralEvent, Telemed.Referrals.ReferralRefusal>;
global using Telemed.Cases.Consenting;
global using Telemed.Cases.Timing;
