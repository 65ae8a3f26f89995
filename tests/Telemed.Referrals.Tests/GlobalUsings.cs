global using Decision = Telemed.Kernel.Decision<Telemed.Referrals.ReferralEvent, Telemed.Referrals.ReferralRefusal>;
