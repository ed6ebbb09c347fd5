import { type ComponentType, lazy } from 'react';
import { useTranslation } from 'react-i18next';
import { Link, Route, Routes } from 'react-router';
import { MyDay } from '../pages/my-day/my-day';
import type { Place, PlaceId } from './navigation';
import { NotLoaded } from './not-loaded';

/** A page that is loaded when somebody goes there; without a network it says so. */
const page = (load: () => Promise<ComponentType>) =>
  lazy(async () => ({ default: await load().catch((): ComponentType => NotLoaded) }));

const CustomersPage = page(() => import('../pages/customers/customers-page').then((module) => module.CustomersPage));
const CustomerPage = page(() => import('../pages/customer/customer-page').then((module) => module.CustomerPage));
const VisitsPage = page(() => import('../pages/visits/visits-page').then((module) => module.VisitsPage));
const VisitPage = page(() => import('../pages/visits/visit-page').then((module) => module.VisitPage));
const NewLeadPage = page(() => import('../pages/new-lead/new-lead-page').then((module) => module.NewLeadPage));
const PipelinePage = page(() => import('../pages/pipeline/pipeline-page').then((module) => module.PipelinePage));
const PoolPage = page(() => import('../pages/pool/pool-page').then((module) => module.PoolPage));
const PoolSettingsPage = page(() =>
  import('../pages/pool-settings/pool-settings-page').then((module) => module.PoolSettingsPage),
);
const OrdersPage = page(() => import('../pages/orders/orders-page').then((module) => module.OrdersPage));
const OrderPage = page(() => import('../pages/order/order-page').then((module) => module.OrderPage));
const NewOrderPage = page(() => import('../pages/new-order/new-order-page').then((module) => module.NewOrderPage));
const ClocksPage = page(() => import('../pages/clocks/clocks-page').then((module) => module.ClocksPage));
const CalendarsPage = page(() => import('../pages/calendars/calendars-page').then((module) => module.CalendarsPage));
const ProductsPage = page(() => import('../pages/products/products-page').then((module) => module.ProductsPage));
const DashboardPage = page(() => import('../pages/dashboard/dashboard-page').then((module) => module.DashboardPage));
const TeamPage = page(() => import('../pages/team/team-page').then((module) => module.TeamPage));
const ProcessesPage = page(() => import('../pages/processes/processes-page').then((module) => module.ProcessesPage));
const ProcessPage = page(() => import('../pages/processes/process-page').then((module) => module.ProcessPage));
const HandoversPage = page(() => import('../pages/handovers/handovers-page').then((module) => module.HandoversPage));
const HandoverPage = page(() => import('../pages/handover/handover-page').then((module) => module.HandoverPage));
const NewHandoverPage = page(() =>
  import('../pages/handover/new-handover-page').then((module) => module.NewHandoverPage),
);
const ImportsPage = page(() => import('../pages/imports/imports-page').then((module) => module.ImportsPage));
const ImportPage = page(() => import('../pages/import/import-page').then((module) => module.ImportPage));
const MessagesPage = page(() => import('../pages/messages/messages-page').then((module) => module.MessagesPage));
const ChannelsPage = page(() => import('../pages/channels/channels-page').then((module) => module.ChannelsPage));
const RegistrationsPage = page(() =>
  import('../pages/registrations/registrations-page').then((module) => module.RegistrationsPage),
);
const RegistrationPage = page(() =>
  import('../pages/registration/registration-page').then((module) => module.RegistrationPage),
);
const NewRegistrationPage = page(() =>
  import('../pages/new-registration/new-registration-page').then((module) => module.NewRegistrationPage),
);
const RegistrationPolicyPage = page(() =>
  import('../pages/registration-policy/registration-policy-page').then((module) => module.RegistrationPolicyPage),
);
const PlaybookPage = page(() => import('../pages/playbook/playbook-page').then((module) => module.PlaybookPage));
const ContestsPage = page(() => import('../pages/contests/contests-page').then((module) => module.ContestsPage));
const ProfilePage = page(() => import('../pages/profile/profile-page').then((module) => module.ProfilePage));

const CasesPage = page(() => import('../pages/cases/cases-page').then((module) => module.CasesPage));
const CasePage = page(() => import('../pages/case/case-page').then((module) => module.CasePage));
const CaseBoardPage = page(() => import('../pages/case-board/case-board-page').then((module) => module.CaseBoardPage));
const CaseSettingsPage = page(() =>
  import('../pages/case-settings/case-settings-page').then((module) => module.CaseSettingsPage),
);
const NewCasePage = page(() => import('../pages/new-case/new-case-page').then((module) => module.NewCasePage));

// Rules and what came of them.
const RulesPage = page(() => import('../pages/rules/rules-page').then((module) => module.RulesPage));
const RuleSetPage = page(() => import('../pages/rule-set/rule-set-page').then((module) => module.RuleSetPage));
const RuleEditorPage = page(() =>
  import('../pages/rule-editor/rule-editor-page').then((module) => module.RuleEditorPage),
);
const WhatIfPage = page(() => import('../pages/what-if/what-if-page').then((module) => module.WhatIfPage));
const CandidaciesPage = page(() =>
  import('../pages/candidacies/candidacies-page').then((module) => module.CandidaciesPage),
);
const RepPage = page(() => import('../pages/rep/rep-page').then((module) => module.RepPage));

const PAGES: Record<PlaceId, ComponentType> = {
  day: MyDay,
  customers: CustomersPage,
  visits: VisitsPage,
  pipeline: PipelinePage,
  pool: PoolPage,
  orders: OrdersPage,
  registrations: RegistrationsPage,
  cases: CasesPage,
  dashboard: DashboardPage,
  team: TeamPage,
  handovers: HandoversPage,
  imports: ImportsPage,
  processes: ProcessesPage,
  messages: MessagesPage,
  profile: ProfilePage,
  rules: RulesPage,
  candidacies: CandidaciesPage,
  channels: ChannelsPage,
};

/** The page of the present address; each but the first is loaded when somebody goes there. */
export function Pages({ places }: { places: Place[] }) {
  const has = (id: PlaceId) => places.some((place) => place.id === id);
  return (
    <Routes>
      {places.map(({ id, path }) => {
        const Page = PAGES[id];
        return <Route key={id} path={path} element={<Page />} />;
      })}
      <Route path="/customers/new" element={<NewLeadPage />} />
      <Route path="/customers/:id" element={<CustomerPage />} />
      <Route path="/customers/:id/orders/new" element={<NewOrderPage />} />
      {has('visits') && <Route path="/visits/:id" element={<VisitPage />} />}
      <Route path="/pipeline/playbook" element={<PlaybookPage />} />
      {has('team') && <Route path="/pool/settings" element={<PoolSettingsPage />} />}
      <Route path="/registrations/new" element={<NewRegistrationPage />} />
      <Route path="/registrations/policy" element={<RegistrationPolicyPage />} />
      <Route path="/registrations/:id" element={<RegistrationPage />} />
      {has('cases') && <Route path="/cases/board" element={<CaseBoardPage />} />}
      {has('cases') && <Route path="/cases/settings" element={<CaseSettingsPage />} />}
      {has('cases') && <Route path="/cases/:id" element={<CasePage />} />}
      {has('cases') && <Route path="/customers/:id/cases/new" element={<NewCasePage />} />}
      <Route path="/contests" element={<ContestsPage />} />
      <Route path="/products" element={<ProductsPage />} />
      {has('processes') && <Route path="/clocks" element={<ClocksPage />} />}
      {has('processes') && <Route path="/clocks/calendars" element={<CalendarsPage />} />}
      <Route path="/orders/:id" element={<OrderPage />} />
      <Route path="/handovers/new" element={<NewHandoverPage />} />
      <Route path="/handovers/:id" element={<HandoverPage />} />
      {has('imports') && <Route path="/imports/:id" element={<ImportPage />} />}
      {/* Not in everybody's navigation, but the figures of everybody's dashboard lead there. */}
      {!has('processes') && <Route path="/processes" element={<ProcessesPage />} />}
      <Route path="/processes/:id" element={<ProcessPage />} />
      {has('team') && <Route path="/rules/new" element={<RuleEditorPage />} />}
      {has('rules') && <Route path="/rules/:version" element={<RuleSetPage />} />}
      {has('rules') && <Route path="/rules/what-ifs/:id" element={<WhatIfPage />} />}
      {has('team') && <Route path="/team/:id" element={<RepPage />} />}
      <Route path="*" element={<NotFound />} />
    </Routes>
  );
}

function NotFound() {
  const { t } = useTranslation();
  return (
    <div className="page">
      <div className="panel center">
        <p>{t('app.notFound')}</p>
        <Link to="/">{t('app.backToDay')}</Link>
      </div>
    </div>
  );
}
