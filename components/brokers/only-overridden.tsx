'use client';

import { Switch } from '@mantine/core';
import { parseAsStringLiteral } from 'nuqs';
import { useTranslations } from 'use-intl';

/** Filter of config lists, kept in the address. */
export const CONFIG_FILTERS = { only: parseAsStringLiteral(['set']) };

export function OnlyOverridden({
  isOn,
  onChange,
}: {
  readonly isOn: boolean;
  readonly onChange: (isOn: boolean) => void;
}) {
  const t = useTranslations('brokers.configs');
  return (
    <Switch
      size="xs"
      label={t('onlyOverridden')}
      checked={isOn}
      onChange={(event) => onChange(event.currentTarget.checked)}
    />
  );
}
