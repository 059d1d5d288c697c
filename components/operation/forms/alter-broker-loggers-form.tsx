'use client';

import { Input, NativeSelect, Skeleton } from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslations } from 'use-intl';
import { ErrorState } from '@/components/ui/error-state';
import { brokerLoggersQuery } from '@/lib/client/queries';
import classes from '../fields/config-editor.module.css';
import { EditorSearch } from '../fields/editor-search';
import { FieldList } from '../fields/field-list';
import type { OperationFormProps } from '../fields/field-props';
import { useOperationWords } from '../operation-words';

type Levels = Readonly<Record<string, string>>;

const MOST_SHOWN = 100;
const PAUSE_MS = 150;

interface LoggerRowProps {
  readonly logger: string;
  /** Null while it is not known. */
  readonly level: string | null;
  readonly wished: string | null;
  readonly choices: readonly string[];
  readonly onChange: (level: string | null) => void;
}

function LoggerRow({ logger, level, wished, choices, onChange }: LoggerRowProps) {
  const t = useTranslations('brokerParts.loggers');
  return (
    <li className={classes.row} data-wished={wished === null ? undefined : true}>
      <span className={classes.name}>
        <code>{logger}</code>
      </span>
      <NativeSelect
        size="xs"
        className={classes.input ?? ''}
        aria-label={t('alter', { logger })}
        value={wished ?? ''}
        onChange={(event) => onChange(event.currentTarget.value || null)}
        data={[{ value: '', label: t('asIs', { level: level ?? t('levelUnknown') }) }, ...choices]}
      />
    </li>
  );
}

interface LoggerEditorProps extends Pick<OperationFormProps, 'clusterId'> {
  readonly brokerId: number;
  readonly levels: Levels;
  readonly choices: readonly string[];
  readonly firstLogger: string | null;
  readonly onChange: (levels: Levels) => void;
}

/** Every logger of the broker, as it tells them; those with another level stay in sight whatever is searched for. */
function LoggerEditor({ clusterId, brokerId, levels, choices, firstLogger, onChange }: LoggerEditorProps) {
  const t = useTranslations('brokerParts.loggers');
  const [typed, setTyped] = useState(firstLogger ?? '');
  const [search] = useDebouncedValue(typed.trim(), PAUSE_MS);
  const query = useQuery(brokerLoggersQuery(clusterId, brokerId, { search, limit: MOST_SHOWN }));
  const found = query.data?.items ?? [];
  const wished = Object.keys(levels);
  const missing = wished.filter((logger) => !found.some((one) => one.logger === logger));
  const rows = [...missing.map((logger) => ({ logger, level: null })), ...found];
  const take = (logger: string, level: string | null) => {
    const { [logger]: _, ...rest } = levels;
    onChange(level === null ? rest : { ...rest, [logger]: level });
  };
  if (query.data === undefined && query.error !== null) {
    return <ErrorState error={query.error} onRetry={() => void query.refetch()} isRetrying={query.isFetching} />;
  }
  return (
    <div className={`${classes.editor} ${classes.levels}`}>
      <div className={classes.head}>
        <EditorSearch className={classes.search} label={t('search')} value={typed} onChange={setTyped} />
        <span className={classes.count} aria-live="polite">
          {t('count', { shown: found.length, total: query.data?.totalUnfiltered ?? 0, wished: wished.length })}
        </span>
      </div>
      {query.data === undefined ? (
        <Skeleton height={160} />
      ) : (
        <ul className={classes.list}>
          {rows.map(({ logger, level }) => (
            <LoggerRow
              key={logger}
              logger={logger}
              level={level}
              wished={levels[logger] ?? null}
              choices={choices}
              onChange={(next) => take(logger, next)}
            />
          ))}
          {rows.length === 0 && <li className={classes.nothing}>{t('nothing')}</li>}
        </ul>
      )}
    </div>
  );
}

/** Levels of the loggers that a broker has. `?edit=` opens at a logger. */
export function AlterBrokerLoggersForm(props: OperationFormProps) {
  const { clusterId, fields, input, onChange, problem, search } = props;
  const t = useTranslations('brokerParts.loggers');
  const words = useOperationWords();
  const brokerId = typeof input.brokerId === 'number' ? input.brokerId : null;
  const levels = typeof input.levels === 'object' && input.levels !== null ? (input.levels as Levels) : {};
  return (
    <>
      <FieldList {...props} names={['brokerId']} />
      <Input.Wrapper size="xs" label={words.field('levels')} labelElement="div" error={problem('levels')}>
        {brokerId === null ? (
          <p className={classes.nothing}>{t('chooseBroker')}</p>
        ) : (
          <LoggerEditor
            key={brokerId}
            clusterId={clusterId}
            brokerId={brokerId}
            levels={levels}
            choices={fields.find(({ name }) => name === 'levels')?.choices ?? []}
            firstLogger={search.get('edit')}
            onChange={(next) => onChange({ levels: Object.keys(next).length === 0 ? undefined : next })}
          />
        )}
      </Input.Wrapper>
    </>
  );
}
