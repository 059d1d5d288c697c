'use client';

import { Button, Checkbox, Stack } from '@mantine/core';
import { IconChevronDown } from '@tabler/icons-react';
import { useTranslations } from 'use-intl';
import { Popover } from '@/components/ui/popover';

interface WordFilterProps {
  readonly name: string;
  readonly options: readonly { readonly value: string; readonly label: string }[];
  /** Comma list of the values chosen, as it stands in the address; null for any. */
  readonly value: string | null;
  readonly onChange: (value: string | null) => void;
}

/** Several words out of a closed set, as one small button that says what it lets through. */
export function WordFilter({ name, options, value, onChange }: WordFilterProps) {
  const t = useTranslations('groups');
  const chosen = new Set((value ?? '').split(',').filter((word) => word !== ''));
  const labels = options.filter((option) => chosen.has(option.value)).map((option) => option.label);
  const toggle = (word: string) => {
    const next = options
      .map((option) => option.value)
      .filter((one) => (one === word ? !chosen.has(one) : chosen.has(one)));
    onChange(next.length === 0 ? null : next.join(','));
  };
  return (
    <Popover position="bottom-start">
      <Popover.Target>
        <Button
          variant={chosen.size > 0 ? 'light' : 'default'}
          rightSection={<IconChevronDown size={14} aria-hidden />}
        >
          {labels.length === 0 ? t('filterAny', { name }) : t('filterSome', { name, chosen: labels.join(', ') })}
        </Button>
      </Popover.Target>
      <Popover.Dropdown>
        <Stack gap="xs" role="group" aria-label={name}>
          {options.map((option) => (
            <Checkbox
              key={option.value}
              size="xs"
              label={option.label}
              checked={chosen.has(option.value)}
              onChange={() => toggle(option.value)}
            />
          ))}
          <Button size="compact-xs" variant="subtle" disabled={chosen.size === 0} onClick={() => onChange(null)}>
            {t('filterClear')}
          </Button>
        </Stack>
      </Popover.Dropdown>
    </Popover>
  );
}
