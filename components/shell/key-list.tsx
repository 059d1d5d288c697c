'use client';

import { Kbd, Modal } from '@mantine/core';
import { useTranslations } from 'use-intl';
import { usePreferences } from '@/lib/client/preferences';
import type { Messages } from '@/lib/i18n/en/catalogue';
import classes from './key-list.module.css';

type KeyName = keyof Messages['shell']['keys'];

const KEYS: readonly { readonly name: KeyName; readonly keys: readonly string[]; readonly isSequence?: boolean }[] = [
  { name: 'palette', keys: ['Ctrl', 'K'] },
  { name: 'search', keys: ['/'] },
  { name: 'goOverview', keys: ['g', 'o'], isSequence: true },
  { name: 'goBrokers', keys: ['g', 'b'], isSequence: true },
  { name: 'goTopics', keys: ['g', 't'], isSequence: true },
  { name: 'goGroups', keys: ['g', 'g'], isSequence: true },
  { name: 'goLag', keys: ['g', 'l'], isSequence: true },
  { name: 'goClusters', keys: ['g', 'c'], isSequence: true },
  { name: 'rows', keys: ['↑', '↓'] },
  { name: 'openRow', keys: ['Enter'] },
  { name: 'copyRow', keys: ['Ctrl', 'C'] },
  { name: 'help', keys: ['?'] },
];

/** Every key that does something. */
export function KeyList({ onClose }: { readonly onClose: () => void }) {
  const t = useTranslations('shell');
  const { hasShortcuts } = usePreferences();
  return (
    <Modal
      opened
      onClose={onClose}
      title={t('keys.title')}
      size="sm"
      transitionProps={{ duration: 0 }}
      closeButtonProps={{ 'aria-label': t('nav.close') }}
    >
      {!hasShortcuts && <p className={classes.note}>{t('keys.off')}</p>}
      <dl className={classes.list}>
        {KEYS.map(({ name, keys, isSequence }) => (
          <div key={name} className={classes.line}>
            <dt>{t(`keys.${name}`)}</dt>
            <dd>
              {keys.map((key, index) => (
                // biome-ignore lint/suspicious/noArrayIndexKey: `g g` has the same key twice
                <span key={index}>
                  {index > 0 && <span className={classes.then}>{isSequence === true ? t('keys.then') : '+'}</span>}
                  <Kbd size="xs">{key}</Kbd>
                </span>
              ))}
            </dd>
          </div>
        ))}
      </dl>
    </Modal>
  );
}
