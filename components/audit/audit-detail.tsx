'use client';

import { Drawer } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useTranslations } from 'use-intl';
import { OutcomeBadge } from '@/components/changes/run-state';
import { TargetLinks } from '@/components/changes/target-links';
import { ChangeTable } from '@/components/operation/change-table';
import { CommandLines } from '@/components/operation/command-lines';
import { useOperationWords } from '@/components/operation/operation-words';
import { CopyButton } from '@/components/ui/copy-button';
import { EmptyState } from '@/components/ui/empty-state';
import { ErrorState } from '@/components/ui/error-state';
import { type Fact, FactLine } from '@/components/ui/fact-line';
import { Section } from '@/components/ui/page';
import { PageSkeleton } from '@/components/ui/page-skeleton';
import { PlainTable } from '@/components/ui/plain-table';
import { StatusBadge } from '@/components/ui/status-badge';
import { TextLink } from '@/components/ui/text-link';
import { useFormats } from '@/components/ui/use-formats';
import { paths } from '@/lib/client/paths';
import { auditQuery } from '@/lib/client/queries';
import type { AuditEventItem } from '@/lib/views/schemas/audit';
import type { ItemOutcome } from '@/lib/views/schemas/operation-run';
import classes from './audit.module.css';
import { parseAuditDetail } from './audit-detail-parts';
import { resultTone, useAuditWords } from './audit-words';

function Outcomes({ outcomes }: { readonly outcomes: readonly ItemOutcome[] }) {
  const t = useTranslations('changes.run');
  const words = useOperationWords();
  return (
    <PlainTable
      label={t('outcomes')}
      rows={outcomes}
      rowId={(row) => row.subject}
      empty={t('noOutcomes')}
      columns={[
        { id: 'subject', header: t('subject'), text: (row) => row.subject, cell: (row) => <code>{row.subject}</code> },
        {
          id: 'state',
          header: t('outcome'),
          text: (row) => row.state,
          cell: (row) => <OutcomeBadge state={row.state} />,
        },
        {
          id: 'message',
          header: t('message'),
          wraps: true,
          text: (row) => words.told(row),
          cell: (row) => words.told(row),
        },
      ]}
    />
  );
}

function useFacts(clusterId: string, event: AuditEventItem): readonly Fact[] {
  const t = useTranslations('audit');
  const words = useAuditWords();
  const operationWords = useOperationWords();
  const formats = useFormats();
  const tone = resultTone(event.result);
  const { runId } = event;
  return [
    { id: 'when', label: t('detail.when'), value: formats.timestamp(event.atMs) },
    { id: 'who', label: t('detail.who'), value: `${event.principal} · ${words.auth(event.auth)}` },
    { id: 'operation', label: t('column.operation'), value: operationWords.title(event.operation) },
    {
      id: 'targets',
      label: t('column.targets'),
      value: <TargetLinks clusterId={clusterId} kind={event.targetKind} names={event.targetNames} />,
    },
    { id: 'kind', label: t('column.kind'), value: t(`kind.${event.kind}`) },
    {
      id: 'result',
      label: t('column.result'),
      value: <StatusBadge tone={tone} label={words.result(event.result)} variant="plain" />,
    },
    ...(runId === null
      ? []
      : [
          {
            id: 'run',
            label: t('column.runId'),
            value: <TextLink href={paths.changeRun(clusterId, runId)}>{t('detail.openRun')}</TextLink>,
          },
        ]),
  ];
}

function EventBody({ clusterId, event }: { readonly clusterId: string; readonly event: AuditEventItem }) {
  const t = useTranslations('audit.detail');
  const facts = useFacts(clusterId, event);
  const words = useOperationWords();
  const { reason, message, told, changes, commandLines, outcomes, differences } = parseAuditDetail(event.detail);
  const raw = JSON.stringify(event, null, 2);
  return (
    <div className={classes.detail}>
      <FactLine facts={facts} />
      {message !== null && (
        <Section title={t('message')}>
          {told.length === 0 && <p className={classes.text}>{message}</p>}
          {told.map((sentence) => (
            <p key={JSON.stringify(sentence)} className={classes.text}>
              {words.message(sentence)}
            </p>
          ))}
        </Section>
      )}
      {reason !== null && (
        <Section title={t('reason')}>
          <p className={classes.text}>{reason}</p>
        </Section>
      )}
      {changes.length > 0 && (
        <Section title={t('changes')}>
          <ChangeTable label={t('changes')} changes={changes} prefix="event" />
        </Section>
      )}
      {outcomes.length > 0 && (
        <Section title={t('outcomes')}>
          <Outcomes outcomes={outcomes} />
        </Section>
      )}
      {differences.length > 0 && (
        <Section title={t('differences')}>
          <ChangeTable
            label={t('differences')}
            changes={differences}
            prefix="found"
            heads={{ before: t('planned'), after: t('found') }}
          />
        </Section>
      )}
      <CommandLines lines={commandLines} />
      <Section title={t('raw')} action={<CopyButton value={raw} name={t('raw')} />}>
        {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must scroll by keyboard too */}
        <pre className={classes.raw} tabIndex={0}>
          {raw}
        </pre>
      </Section>
    </div>
  );
}

interface AuditDetailProps {
  readonly clusterId: string;
  /** Null: closed. */
  readonly eventId: string | null;
  readonly onClose: () => void;
}

/** What one row of the audit holds: before and after, outcomes, and the row as it is stored. */
export function AuditDetail({ clusterId, eventId, onClose }: AuditDetailProps) {
  const t = useTranslations('audit.detail');
  // The page that ends right after the row begins with it.
  const query = useQuery({
    ...auditQuery(clusterId, { limit: 1, cursor: String(Number(eventId ?? 0) + 1) }),
    enabled: eventId !== null,
    placeholderData: undefined,
  });
  const event = query.data?.items.find(({ id }) => id === eventId);
  return (
    <Drawer
      opened={eventId !== null}
      onClose={onClose}
      position="right"
      size="xl"
      title={t('title', { id: eventId ?? '' })}
      closeButtonProps={{ 'aria-label': t('close') }}
      transitionProps={{ duration: 0 }}
    >
      {event !== undefined && <EventBody clusterId={clusterId} event={event} />}
      {query.data === undefined && query.error === null && <PageSkeleton />}
      {query.error !== null && <ErrorState error={query.error} onRetry={() => void query.refetch()} />}
      {query.data !== undefined && event === undefined && <EmptyState title={t('gone')} />}
    </Drawer>
  );
}
