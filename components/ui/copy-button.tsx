'use client';

import { ActionIcon, CopyButton as MantineCopyButton } from '@mantine/core';
import { IconCheck, IconCopy } from '@tabler/icons-react';
import { useTranslations } from 'use-intl';
import { hint } from './hint';

/** Copies `value`; `name` says to people what that is. */
export function CopyButton({ value, name }: { readonly value: string; readonly name: string }) {
  const t = useTranslations('ui');
  return (
    <MantineCopyButton value={value} timeout={1500}>
      {({ copied, copy }) => (
        <ActionIcon
          onClick={copy}
          aria-label={copied ? t('copied') : t('copyNamed', { name })}
          {...hint(copied ? t('copied') : t('copyNamed', { name }))}
        >
          {copied ? <IconCheck size={16} stroke={1.75} /> : <IconCopy size={16} stroke={1.75} />}
        </ActionIcon>
      )}
    </MantineCopyButton>
  );
}
