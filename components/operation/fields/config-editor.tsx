'use client';

import { Button, Input, Skeleton } from '@mantine/core';
import { IconPlus } from '@tabler/icons-react';
import { useCallback, useMemo, useState } from 'react';
import { useTranslations } from 'use-intl';
import type { ConfigEntryItem } from '@/lib/views/schemas/broker';
import classes from './config-editor.module.css';
import { ConfigRow } from './config-row';
import { type ConfigWishes, dropWish, isOwn, ownValue, planConfigRows, wishRemoval, wishValue } from './config-wishes';
import { EditorSearch } from './editor-search';

interface ConfigEditorProps {
  readonly label: string;
  readonly description?: string;
  /** Every key that there is; undefined while they are read. */
  readonly entries: readonly ConfigEntryItem[] | undefined;
  readonly wishes: ConfigWishes;
  readonly onChange: (update: (wishes: ConfigWishes) => ConfigWishes) => void;
  /** `one` resource with values of its own, `many` that may differ, or a `new` one that has none. */
  readonly of: 'one' | 'many' | 'new';
  /** The key that the form is opened for. */
  readonly firstKey: string | null;
  readonly problem: string | undefined;
}

const KEY_PATTERN = /^[a-z][\w.-]*$/i;

/** Every config key with its type, default and documentation, to search and to set. */
export function ConfigEditor(props: ConfigEditorProps) {
  const { label, description, entries, wishes, onChange, of, firstKey, problem } = props;
  const t = useTranslations('changes.configs');
  const [search, setSearch] = useState(firstKey ?? '');
  const [pinned, setPinned] = useState(() => [
    ...(firstKey === null ? [] : [firstKey]),
    ...Object.keys(wishes.set),
    ...wishes.remove,
  ]);
  const rows = useMemo(() => planConfigRows(entries ?? [], pinned, of === 'one'), [entries, pinned, of]);
  const wanted = search.trim().toLowerCase();
  const shown = rows.filter(
    ({ name, documentation }) => name.includes(wanted) || (documentation ?? '').toLowerCase().includes(wanted),
  );
  const onValue = useCallback(
    (name: string, text: string, own: string | null) => onChange((now) => wishValue(now, name, text, own)),
    [onChange],
  );
  const onRemove = useCallback((name: string) => onChange((now) => wishRemoval(now, name)), [onChange]);
  const onDrop = useCallback((name: string) => onChange((now) => dropWish(now, name)), [onChange]);
  const wishedCount = Object.keys(wishes.set).length + wishes.remove.length;
  const canAdd = KEY_PATTERN.test(search.trim()) && !rows.some(({ name }) => name === search.trim());

  return (
    <Input.Wrapper label={label} description={description} error={problem} labelElement="div" size="xs">
      <div className={classes.editor}>
        <div className={classes.head}>
          <EditorSearch className={classes.search} label={t('search')} value={search} onChange={setSearch} />
          <span className={classes.count} aria-live="polite">
            {t('count', { shown: shown.length, wished: wishedCount })}
          </span>
        </div>
        {entries === undefined ? (
          <Skeleton height={160} />
        ) : (
          <ul className={classes.list}>
            {shown.map((entry) => (
              <ConfigRow
                key={entry.name}
                entry={entry}
                own={of === 'one' ? ownValue(entry) : null}
                wished={wishes.set[entry.name] ?? null}
                isRemoved={wishes.remove.includes(entry.name)}
                canRemove={of === 'many' || (of === 'one' && isOwn(entry))}
                onValue={onValue}
                onRemove={onRemove}
                onDrop={onDrop}
              />
            ))}
            {shown.length === 0 && <li className={classes.nothing}>{t('nothing')}</li>}
          </ul>
        )}
        {canAdd && (
          <Button
            size="compact-xs"
            variant="subtle"
            leftSection={<IconPlus size={14} />}
            onClick={() => setPinned([search.trim(), ...pinned])}
          >
            {t('addKey', { key: search.trim() })}
          </Button>
        )}
      </div>
    </Input.Wrapper>
  );
}
