'use client';

import { useQuery } from '@tanstack/react-query';
import { useSearchParams } from 'next/navigation';
import { useMemo } from 'react';
import { useTranslations } from 'use-intl';
import { EmptyState } from '@/components/ui/empty-state';
import { ErrorState } from '@/components/ui/error-state';
import { Page } from '@/components/ui/page';
import { PageHead } from '@/components/ui/page-head';
import { PageSkeleton } from '@/components/ui/page-skeleton';
import { TextLink } from '@/components/ui/text-link';
import { type OperationItem, operationsQuery } from '@/lib/client/operations';
import { paths } from '@/lib/client/paths';
import { usePathName } from '@/lib/client/use-path-name';
import { ChangeFlow } from './change-flow';
import classes from './operation.module.css';
import { useOperationWords } from './operation-words';
import { useInitialInput } from './use-initial-input';

function ReadyChange({ clusterId, operation }: { readonly clusterId: string; readonly operation: OperationItem }) {
  const t = useTranslations('changes');
  const query = useSearchParams();
  // The tables of the page keep their state in the address too: the form is made of what it was opened with.
  // biome-ignore lint/correctness/useExhaustiveDependencies: as above
  const search = useMemo(() => new URLSearchParams(query.toString()), [operation.name]);
  const initial = useInitialInput(clusterId, operation, search);
  const undo = search.get('undo');
  if (initial.error !== null) {
    return <ErrorState error={initial.error} onRetry={initial.refetch} />;
  }
  if (initial.isLoading) return <PageSkeleton />;
  if (initial.input === null) {
    return (
      <EmptyState title={t('undo.impossible')}>
        {undo !== null && <TextLink href={paths.changeRun(clusterId, undo)}>{t('undo.openRun')}</TextLink>}
      </EmptyState>
    );
  }
  return (
    <>
      {undo !== null && (
        <p className={classes.lead}>
          {t.rich('undo.lead', {
            run: (chunks) => <TextLink href={paths.changeRun(clusterId, undo)}>{chunks}</TextLink>,
          })}
        </p>
      )}
      <ChangeFlow
        clusterId={clusterId}
        operation={operation}
        initial={initial.input}
        search={search}
        startsWithPreview={undo !== null}
      />
    </>
  );
}

/** The form of any operation, prefilled from the address. */
export function ChangeScreen() {
  const t = useTranslations('changes');
  const words = useOperationWords();
  const clusterId = usePathName('cluster') ?? '';
  const name = usePathName('operation') ?? '';
  const query = useQuery(operationsQuery());
  const operation = query.data?.items.find((item) => item.name === name);
  const lead = words.lead(name);
  return (
    <Page>
      <PageHead noun={t('noun')} nounHref={paths.changes(clusterId)} name={words.title(name)} />
      {lead !== null && operation !== undefined && <p className={classes.lead}>{lead}</p>}
      {query.data === undefined && query.error === null && <PageSkeleton />}
      {query.data === undefined && query.error !== null && (
        <ErrorState error={query.error} onRetry={() => void query.refetch()} isRetrying={query.isFetching} />
      )}
      {query.data !== undefined && operation === undefined && (
        <EmptyState title={t('noOperation', { name })}>{t('noOperationBody')}</EmptyState>
      )}
      {operation?.isPermitted === false && (
        <EmptyState title={t('forbidden')}>
          {t.rich('forbiddenBody', { permission: operation.permission, code: (chunks) => <code>{chunks}</code> })}
        </EmptyState>
      )}
      {operation?.isPermitted === true && <ReadyChange key={name} clusterId={clusterId} operation={operation} />}
    </Page>
  );
}
