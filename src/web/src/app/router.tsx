import { Spin } from 'antd';
import { createBrowserRouter } from 'react-router';
import { NoSuchPage, PageError } from '@/shared/ui/page-error';
import { Door } from './door';
import { Home } from './home';
import { administrationRoutes } from './routes/administration-routes';
import { DeskRoute } from './routes/desk-route';
import { indicatorRoutes } from './routes/indicator-routes';
import { recognitionRoutes } from './routes/recognition-routes';
import { referralRoutes } from './routes/referral-routes';
import { roundRoutes } from './routes/round-routes';

export const router = createBrowserRouter([
  {
    path: '/',
    element: <Door />,
    errorElement: <PageError />,
    HydrateFallback: () => <Spin fullscreen />,
    children: [
      {
        errorElement: <PageError />,
        children: [
          { index: true, element: <Home /> },
          { path: 'desk/:box', element: <DeskRoute /> },
          { path: 'new', lazy: async () => ({ Component: (await import('./routes/new-request-route')).NewRequestRoute }) },
          { path: 'cases/:id', lazy: async () => ({ Component: (await import('./routes/case-route')).CaseRoute }) },
          { path: 'own', lazy: async () => ({ Component: (await import('./routes/own-route')).OwnRoute }) },
          { path: 'board', lazy: async () => ({ Component: (await import('./routes/board-route')).BoardRoute }) },
          { path: 'board/wall', lazy: async () => ({ Component: (await import('./routes/wall-route')).WallRoute }) },
          ...indicatorRoutes,
          ...referralRoutes,
          ...recognitionRoutes,
          ...administrationRoutes,
          ...roundRoutes,
          { path: 'centre', lazy: async () => ({ Component: (await import('./routes/centre-route')).CentreRoute }) },
          { path: 'links', lazy: async () => ({ Component: (await import('@/features/links/pages/links-page')).LinksPage }) },
          { path: 'imaging/sends', lazy: async () => ({ Component: (await import('@/features/imaging/pages/sends-page')).SendsPage }) },
          {
            path: 'imaging/routing',
            lazy: async () => ({ Component: (await import('@/features/imaging/pages/routing-page')).RoutingPage }),
          },
          { path: 'audit', lazy: async () => ({ Component: (await import('@/features/governance/pages/audit-page')).AuditPage }) },
          { path: '*', element: <NoSuchPage /> },
        ],
      },
    ],
  },
]);
