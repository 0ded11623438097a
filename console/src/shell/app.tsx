import { localStorageColorSchemeManager, MantineProvider } from '@mantine/core';
import { QueryClient, QueryClientProvider } from '@tanstack/react-query';
import { Suspense } from 'react';
import { useTranslation } from 'react-i18next';
import { Route, Switch } from 'wouter';
import { ApiProblem } from '../api/problem.ts';
import { LookUpPage } from '../screening/look-up-page.tsx';
import { CrashGuard } from './crash-guard.tsx';
import { DataStrip } from './data-strip.tsx';
import { ExerciseBanner } from './exercise-banner.tsx';
import { Header } from './header.tsx';
import { page } from './lazy-page.ts';
import { Loading } from './loading.tsx';
import { NotFoundPage } from './not-found-page.tsx';
import { colourVariables, theme } from './theme.ts';

const PartyPage = page(async () => (await import('../screening/party-page.tsx')).PartyPage);
const ComparePage = page(async () => (await import('../screening/compare/compare-page.tsx')).ComparePage);
const FilesPage = page(async () => (await import('../screening/files/files-page.tsx')).FilesPage);
const JobPage = page(async () => (await import('../screening/files/job-page.tsx')).JobPage);
const FileReviewPage = page(async () => (await import('../screening/review/file-review-page.tsx')).FileReviewPage);
const SubscriptionsPage = page(
  async () => (await import('../screening/subscriptions/subscriptions-page.tsx')).SubscriptionsPage,
);
const SubscriptionPage = page(
  async () => (await import('../screening/subscriptions/subscription-page.tsx')).SubscriptionPage,
);
const SubscriptionReviewPage = page(
  async () => (await import('../screening/subscriptions/subscription-review-page.tsx')).SubscriptionReviewPage,
);
const ListsPage = page(async () => (await import('../lists/lists-page.tsx')).ListsPage);
const ListPage = page(async () => (await import('../lists/list-page.tsx')).ListPage);
const WhoPage = page(async () => (await import('../lists/who-page.tsx')).WhoPage);
const LawPage = page(async () => (await import('../regime/law-page.tsx')).LawPage);
const MeasurePage = page(async () => (await import('../regime/measure-page.tsx')).MeasurePage);
const CheckPage = page(async () => (await import('../regime/check-page.tsx')).CheckPage);
const VesselsPage = page(async () => (await import('../vessels/vessels-page.tsx')).VesselsPage);
const VesselPage = page(async () => (await import('../vessels/vessel-page.tsx')).VesselPage);
const PetroleumPage = page(async () => (await import('../petroleum/petroleum-page.tsx')).PetroleumPage);
const TradePage = page(async () => (await import('../trade/trade-page.tsx')).TradePage);
const FlowPage = page(async () => (await import('../trade/flow-page.tsx')).FlowPage);
const MirrorPage = page(async () => (await import('../trade/mirror-page.tsx')).MirrorPage);
const WalletsPage = page(async () => (await import('../finance/wallets-page.tsx')).WalletsPage);
const TheftsPage = page(async () => (await import('../finance/thefts-page.tsx')).TheftsPage);
const TheftPage = page(async () => (await import('../finance/theft-page.tsx')).TheftPage);
const OwnershipPage = page(async () => (await import('../ownership/ownership-page.tsx')).OwnershipPage);
const OwnersOfPage = page(async () => (await import('../ownership/owners-of-page.tsx')).OwnersOfPage);
const FindingPage = page(async () => (await import('../findings/finding-page.tsx')).FindingPage);
const FindingsPage = page(async () => (await import('../findings/findings-page.tsx')).FindingsPage);
const CasesPage = page(async () => (await import('../casework/cases-page.tsx')).CasesPage);
const CasePage = page(async () => (await import('../casework/case-page.tsx')).CasePage);
const PublishedPage = page(async () => (await import('../casework/published-page.tsx')).PublishedPage);
const UpdatesPage = page(async () => (await import('../reports/updates-page.tsx')).UpdatesPage);
const LedgerPage = page(async () => (await import('../ledger/ledger-page.tsx')).LedgerPage);
const CheckProofPage = page(async () => (await import('../ledger/check-page.tsx')).CheckProofPage);
const SignInPage = page(async () => (await import('../team/sign-in-page.tsx')).SignInPage);
const JoinPage = page(async () => (await import('../team/join-page.tsx')).JoinPage);
const TeamPage = page(async () => (await import('../team/team-page.tsx')).TeamPage);
const WhyPage = page(async () => (await import('../team/why-page.tsx')).WhyPage);

const EvidencePage = page(async () => (await import('../evidence/evidence-page.tsx')).EvidencePage);
const EvidenceItemPage = page(async () => (await import('../evidence/item-page.tsx')).EvidenceItemPage);
const VerifyApprovalPage = page(async () => (await import('../relief/verify-page.tsx')).VerifyApprovalPage);

/** Milliseconds for which an answer is shown again without asking: lists change a few times a day. */
const FRESH_MILLISECONDS = 30_000;
const MOST_RETRIES = 2;

const client = new QueryClient({
  defaultOptions: {
    queries: {
      staleTime: FRESH_MILLISECONDS,
      refetchOnWindowFocus: false,
      networkMode: 'always',
      retry: (failures, error) => failures < MOST_RETRIES && error instanceof ApiProblem && error.mayPass,
    },
  },
});
const schemes = localStorageColorSchemeManager({ key: 'watchkeeper-scheme' });

export function App() {
  return (
    <MantineProvider
      theme={theme}
      cssVariablesResolver={colourVariables}
      colorSchemeManager={schemes}
      defaultColorScheme="auto"
    >
      <QueryClientProvider client={client}>
        <Frame />
      </QueryClientProvider>
    </MantineProvider>
  );
}

function Frame() {
  const { t } = useTranslation();
  return (
    <>
      <a className="skip-link" href="#content">
        {t('shell.skip')}
      </a>
      <ExerciseBanner />
      <Header />
      <main id="content" tabIndex={-1}>
        <CrashGuard>
          <Suspense fallback={<Loading />}>
            <Pages />
          </Suspense>
        </CrashGuard>
      </main>
      <DataStrip />
    </>
  );
}

function Pages() {
  return (
    <Switch>
      <Route path="/" component={LookUpPage} />
      <Route path="/party/:id">{({ id }) => <PartyPage key={id} id={id} />}</Route>
      <Route path="/compare" component={ComparePage} />
      <Route path="/files" component={FilesPage} />
      <Route path="/files/:id">{({ id }) => <JobPage key={id} id={id} />}</Route>
      <Route path="/files/:id/review">{({ id }) => <FileReviewPage key={id} id={id} />}</Route>
      <Route path="/subscriptions" component={SubscriptionsPage} />
      <Route path="/subscriptions/:id">{({ id }) => <SubscriptionPage key={id} id={id} />}</Route>
      <Route path="/subscriptions/:id/review">{({ id }) => <SubscriptionReviewPage key={id} id={id} />}</Route>
      <Route path="/lists" component={ListsPage} />
      <Route path="/lists/who" component={WhoPage} />
      <Route path="/lists/:list">{({ list }) => <ListPage key={list} list={list} />}</Route>
      <Route path="/law" component={LawPage} />
      <Route path="/law/check" component={CheckPage} />
      <Route path="/law/:id">{({ id }) => <MeasurePage key={id} id={id} />}</Route>
      <Route path="/vessels" component={VesselsPage} />
      <Route path="/vessels/:mmsi">{({ mmsi }) => <VesselPage key={mmsi} mmsi={mmsi} />}</Route>
      <Route path="/trade" component={TradePage} />
      <Route path="/trade/flow" component={FlowPage} />
      <Route path="/trade/mirror" component={MirrorPage} />
      <Route path="/petroleum" component={PetroleumPage} />
      <Route path="/wallets" component={WalletsPage} />
      <Route path="/thefts" component={TheftsPage} />
      <Route path="/thefts/:id">{({ id }) => <TheftPage key={id} id={id} />}</Route>
      <Route path="/ownership" component={OwnershipPage} />
      <Route path="/ownership/:id">{({ id }) => <OwnersOfPage key={id} id={id} />}</Route>
      <Route path="/findings/:id">{({ id }) => <FindingPage key={id} id={id} />}</Route>
      <Route path="/findings" component={FindingsPage} />
      <Route path="/cases" component={CasesPage} />
      <Route path="/cases/:id">{({ id }) => <CasePage key={id} id={id} />}</Route>
      <Route path="/published" component={PublishedPage} />
      <Route path="/updates" component={UpdatesPage} />
      <Route path="/ledger" component={LedgerPage} />
      <Route path="/ledger/check" component={CheckProofPage} />
      <Route path="/sign-in" component={SignInPage} />
      <Route path="/join" component={JoinPage} />
      <Route path="/team" component={TeamPage} />
      <Route path="/team/why" component={WhyPage} />
      <Route path="/evidence" component={EvidencePage} />
      <Route path="/evidence/:id">{({ id }) => <EvidenceItemPage key={id} id={id} />}</Route>
      <Route path="/relief/verify" component={VerifyApprovalPage} />
      <Route component={NotFoundPage} />
    </Switch>
  );
}
