'use client';

import { Button, FileButton, Textarea } from '@mantine/core';
import { IconUpload } from '@tabler/icons-react';
import { useMemo } from 'react';
import { useTranslations } from 'use-intl';
import { parseOffsetsCsv } from '@/lib/domain/offset-reset/offsets-csv';
import classes from '../../operation.module.css';

interface CsvFieldProps {
  readonly groupId: string;
  readonly csv: string;
  readonly onCsv: (csv: string) => void;
  readonly problem: string | undefined;
}

/** Offsets as Kafka's own tool exports them, pasted or out of a file. */
export function CsvField({ groupId, csv, onCsv, problem }: CsvFieldProps) {
  const t = useTranslations('groupOperations.goal');
  const { rows, badLines } = useMemo(() => parseOffsetsCsv(csv), [csv]);
  const own = rows.filter((row) => row.groupId === null || row.groupId === groupId);
  return (
    <>
      <Textarea
        size="xs"
        label={t('csvLabel')}
        description={t('csvHint')}
        error={problem}
        value={csv}
        onChange={(event) => onCsv(event.currentTarget.value)}
        placeholder={'orders,0,1200\norders,1,1180'}
        autosize
        minRows={4}
        maxRows={12}
        spellCheck={false}
        ff="monospace"
      />
      <div className={classes.actions}>
        <FileButton accept=".csv,.txt,text/csv,text/plain" onChange={(file) => void file?.text().then(onCsv)}>
          {(button) => (
            <Button {...button} size="compact-xs" leftSection={<IconUpload size={14} aria-hidden />}>
              {t('csvFile')}
            </Button>
          )}
        </FileButton>
        <span className={classes.quiet} aria-live="polite">
          {csv.trim() !== '' &&
            t('csvFound', { rows: own.length, other: rows.length - own.length, bad: badLines.length })}
        </span>
      </div>
    </>
  );
}
