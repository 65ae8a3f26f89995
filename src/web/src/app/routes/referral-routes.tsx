import type { RouteObject } from 'react-router';

/** The referral pages; each is fetched when it is opened. */
export const referralRoutes: RouteObject[] = [
  {
    lazy: async () => ({ Component: (await import('./referral-layout')).ReferralLayout }),
    children: [
      { path: 'referral-desk', lazy: async () => ({ Component: (await import('./referral-desk-route')).FirstDesk }) },
      { path: 'referral-desk/:desk', lazy: async () => ({ Component: (await import('./referral-desk-route')).ReferralDeskRoute }) },
      { path: 'referrals/new', lazy: async () => ({ Component: (await import('./new-referral-route')).NewReferralRoute }) },
      { path: 'referrals/:id', lazy: async () => ({ Component: (await import('./referral-case-route')).ReferralCaseRoute }) },
      { path: 'referrals/:id/print/:form', lazy: async () => ({ Component: (await import('./referral-print-route')).ReferralPrintRoute }) },
      { path: 'patients/:id', lazy: async () => ({ Component: (await import('./patient-route')).PatientRoute }) },
    ],
  },
];
