'use client';

import { ActionIcon, Button, Input, NativeSelect, NumberInput, TextInput } from '@mantine/core';
import { IconPlus, IconX } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslations } from 'use-intl';
import { brokerQuery } from '@/lib/client/queries';
import { FieldList } from '../fields/field-list';
import type { OperationFormProps } from '../fields/field-props';
import classes from '../operation.module.css';
import { useOperationWords } from '../operation-words';

interface Move {
  readonly topic: string;
  readonly partition: number | '';
  readonly logDir: string;
}
const NEW_MOVE: Move = { topic: '', partition: '', logDir: '' };

function movesOf(moves: unknown): readonly Move[] {
  return Array.isArray(moves) && moves.length > 0 ? (moves as readonly Move[]) : [NEW_MOVE];
}

interface MoveRowProps {
  readonly move: Move;
  readonly logDirs: readonly string[];
  readonly onEdit: (change: Partial<Move>) => void;
  readonly onRemove: () => void;
}

function MoveRow({ move, logDirs, onEdit, onRemove }: MoveRowProps) {
  const t = useTranslations('changes.form');
  const words = useOperationWords();
  return (
    <div className={classes.move}>
      <TextInput
        aria-label={words.field('topic')}
        placeholder={words.field('topic')}
        value={move.topic}
        onChange={(event) => onEdit({ topic: event.currentTarget.value })}
        spellCheck={false}
      />
      <NumberInput
        size="xs"
        aria-label={words.field('partition')}
        placeholder={words.field('partition')}
        value={move.partition}
        onChange={(value) => onEdit({ partition: value === '' ? '' : Number(value) })}
        allowDecimal={false}
        hideControls
      />
      <NativeSelect
        size="xs"
        aria-label={words.field('logDir')}
        value={move.logDir}
        onChange={(event) => onEdit({ logDir: event.currentTarget.value })}
        data={[{ value: '', label: words.field('logDir') }, ...logDirs]}
      />
      <ActionIcon aria-label={t('entryRemove', { key: `${move.topic}-${move.partition}` })} onClick={onRemove}>
        <IconX size={14} />
      </ActionIcon>
    </div>
  );
}

/** Replicas of one broker and the log dirs they go to. */
export function MoveLogDirForm(props: OperationFormProps) {
  const { clusterId, input, onChange, problem } = props;
  const t = useTranslations('changes.moveLogDir');
  const brokerId = typeof input.brokerId === 'number' ? input.brokerId : null;
  const { data } = useQuery({ ...brokerQuery(clusterId, brokerId ?? ''), enabled: brokerId !== null });
  const logDirs = (data?.logDirs ?? []).map(({ path }) => path);
  const [rows, setRows] = useState(() => movesOf(input.moves).map((move, id) => ({ id, move })));
  const take = (next: typeof rows) => {
    setRows(next);
    const moves = next.map(({ move }) => move).filter(({ topic }) => topic !== '');
    onChange({ moves: moves.length === 0 ? undefined : moves });
  };
  const nextId = Math.max(-1, ...rows.map(({ id }) => id)) + 1;
  return (
    <>
      <FieldList {...props} names={['brokerId']} />
      <Input.Wrapper size="xs" label={t('moves')} labelElement="div" error={problem('moves')}>
        <div className={classes.entries}>
          {rows.map((row) => (
            <MoveRow
              key={row.id}
              move={row.move}
              logDirs={logDirs}
              onEdit={(change) =>
                take(rows.map((one) => (one.id === row.id ? { ...one, move: { ...one.move, ...change } } : one)))
              }
              onRemove={() => take(rows.filter(({ id }) => id !== row.id))}
            />
          ))}
          <Button
            size="compact-xs"
            variant="subtle"
            leftSection={<IconPlus size={14} />}
            onClick={() => take([...rows, { id: nextId, move: NEW_MOVE }])}
          >
            {t('add')}
          </Button>
        </div>
      </Input.Wrapper>
    </>
  );
}
