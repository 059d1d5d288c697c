'use client';

import { ActionIcon, NativeSelect, TextInput } from '@mantine/core';
import { IconArrowBackUp, IconRestore } from '@tabler/icons-react';
import { memo, useId } from 'react';
import { useTranslations } from 'use-intl';
import { describeConfigValue, plainDocumentation } from '@/components/brokers/config-value';
import { useNeededKafka } from '@/components/clusters/needs-kafka';
import { hint } from '@/components/ui/hint';
import { useFormats } from '@/components/ui/use-formats';
import type { ConfigEntryItem } from '@/lib/views/schemas/broker';
import classes from './config-editor.module.css';
import { inheritedValue } from './config-wishes';

interface ConfigRowProps {
  readonly entry: ConfigEntryItem;
  /** The value of the resource itself, when there is one resource and it has one. */
  readonly own: string | null;
  /** What is typed; null when nothing is wished. */
  readonly wished: string | null;
  readonly isRemoved: boolean;
  readonly canRemove: boolean;
  readonly onValue: (name: string, text: string, own: string | null) => void;
  readonly onRemove: (name: string) => void;
  readonly onDrop: (name: string) => void;
}

/** A raw number in the unit that its key names; null where there is none to tell. */
function useMeaning(name: string, value: string | null): string | null {
  const formats = useFormats();
  const meaning = value === null ? null : describeConfigValue(name, value);
  if (meaning === null) return null;
  return meaning.unit === 'ms' ? formats.duration(meaning.value / 1000) : formats.bytes(meaning.value);
}

function ValueInput({ row, docId }: { readonly row: ConfigRowProps; readonly docId: string }) {
  const t = useTranslations('changes.configs');
  const { entry, own, wished, isRemoved, onValue } = row;
  const value = isRemoved ? '' : (wished ?? own ?? '');
  const inherited = inheritedValue(entry);
  const shownDefault = inherited === null || inherited === '' ? t('notSet') : inherited;
  const described = { 'aria-label': entry.name, 'aria-describedby': docId };
  if (entry.type?.toUpperCase() === 'BOOLEAN') {
    return (
      <NativeSelect
        size="xs"
        className={classes.input}
        {...described}
        value={value}
        onChange={(event) => onValue(entry.name, event.currentTarget.value, own)}
        data={[{ value: '', label: t('inherited', { value: shownDefault }) }, 'true', 'false']}
      />
    );
  }
  return (
    <TextInput
      className={classes.input}
      {...described}
      value={value}
      placeholder={shownDefault}
      onChange={(event) => onValue(entry.name, event.currentTarget.value, own)}
      spellCheck={false}
      autoComplete="off"
    />
  );
}

function ConfigRowView(row: ConfigRowProps) {
  const t = useTranslations('changes.configs');
  const docId = useId();
  const { entry, own, wished, isRemoved, canRemove } = row;
  const documentation = plainDocumentation(entry.documentation);
  const needed = useNeededKafka('config-documentation');
  const shown = isRemoved ? inheritedValue(entry) : (wished ?? own ?? inheritedValue(entry));
  const meaning = useMeaning(entry.name, shown);
  const isWished = isRemoved || wished !== null;
  return (
    <li className={classes.row} data-wished={isWished || undefined} data-key={entry.name}>
      <div className={classes.words}>
        <span className={classes.name}>
          <code>{entry.name}</code>
          {entry.type !== null && <span className={classes.type}>{entry.type.toLowerCase()}</span>}
          {own !== null && <span className={classes.type}>{t('own')}</span>}
        </span>
        <span className={classes.documentation} id={docId} {...hint(documentation)}>
          {documentation ?? needed ?? t('undocumented')}
        </span>
      </div>
      <div className={classes.value}>
        <ValueInput row={row} docId={docId} />
        {canRemove && !isRemoved && (
          <ActionIcon
            aria-label={t('removeKey', { key: entry.name })}
            {...hint(t('removeHint'))}
            onClick={() => row.onRemove(entry.name)}
          >
            <IconRestore size={16} stroke={1.75} />
          </ActionIcon>
        )}
        {isWished && (
          <ActionIcon
            aria-label={t('dropKey', { key: entry.name })}
            {...hint(t('dropHint'))}
            onClick={() => row.onDrop(entry.name)}
          >
            <IconArrowBackUp size={16} stroke={1.75} />
          </ActionIcon>
        )}
        <span className={classes.meaning}>{isRemoved ? t('removed') : (meaning ?? '')}</span>
      </div>
    </li>
  );
}

/** One config key: what it does, and its value. Memoised: brokers have hundreds. */
export const ConfigRow = memo(ConfigRowView);
