'use client';

import { ActionIcon, Button, Input, NativeSelect, Select } from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import { IconPlus, IconX } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslations } from 'use-intl';
import { useFormats } from '@/components/ui/use-formats';
import { brokerQuery, brokerReplicasQuery } from '@/lib/client/queries';
import type { BrokerDetail } from '@/lib/views/schemas/broker';
import { FieldList } from '../fields/field-list';
import type { OperationFormProps } from '../fields/field-props';
import classes from '../operation.module.css';

interface Move {
  readonly topic: string;
  readonly partition: number | '';
  readonly logDir: string;
}
const NEW_MOVE: Move = { topic: '', partition: '', logDir: '' };
const MOST_OFFERED = 20;
const PAUSE_MS = 150;

function movesOf(moves: unknown): readonly Move[] {
  return Array.isArray(moves) && moves.length > 0 ? (moves as readonly Move[]) : [NEW_MOVE];
}

interface MoveRowProps {
  readonly clusterId: string;
  readonly brokerId: number;
  readonly move: Move;
  readonly logDirs: BrokerDetail['logDirs'];
  readonly onEdit: (change: Partial<Move>) => void;
  readonly onRemove: () => void;
}

function nameOf({ topic, partition }: Pick<Move, 'topic' | 'partition'>): string {
  return `${topic}-${partition}`;
}

/** The replicas of the broker whose names hold what is typed, and where the chosen one lies. */
function useReplicas({ clusterId, brokerId, move }: Pick<MoveRowProps, 'clusterId' | 'brokerId' | 'move'>) {
  const chosen = move.topic === '' ? null : nameOf(move);
  const [typed, setTyped] = useState('');
  const [search] = useDebouncedValue(typed === chosen ? '' : typed.trim(), PAUSE_MS);
  const offered = useQuery(brokerReplicasQuery(clusterId, brokerId, { search, limit: MOST_OFFERED }));
  const own = useQuery({
    ...brokerReplicasQuery(clusterId, brokerId, { search: chosen ?? '', limit: MOST_OFFERED }),
    enabled: chosen !== null,
  });
  const found = (offered.data?.items ?? []).filter(({ isFuture }) => !isFuture);
  const now = [...found, ...(own.data?.items ?? [])].find((one) => !one.isFuture && nameOf(one) === chosen);
  const names = found.map(nameOf);
  return {
    found,
    chosen,
    setTyped,
    names: chosen === null || names.includes(chosen) ? names : [chosen, ...names],
    logDir: now?.logDir ?? null,
  };
}

function MoveRow({ clusterId, brokerId, move, logDirs, onEdit, onRemove }: MoveRowProps) {
  const t = useTranslations('changes.form');
  const words = useTranslations('brokerParts.move');
  const formats = useFormats();
  const { found, names, chosen, setTyped, logDir } = useReplicas({ clusterId, brokerId, move });
  const labelOf = ({ path, usableBytes }: NonNullable<BrokerDetail['logDirs']>[number]) => {
    if (path === logDir) return words('here', { logDir: path });
    return usableBytes === null ? path : words('free', { logDir: path, free: formats.bytes(usableBytes) });
  };
  return (
    <div className={classes.move}>
      <Select
        size="xs"
        aria-label={words('replica')}
        placeholder={words('chooseReplica')}
        data={names}
        value={chosen}
        onChange={(name) => {
          const replica = found.find((one) => nameOf(one) === name);
          if (replica !== undefined) onEdit({ topic: replica.topic, partition: replica.partition });
        }}
        searchable
        onSearchChange={setTyped}
        nothingFoundMessage={words('none')}
        allowDeselect={false}
      />
      <NativeSelect
        size="xs"
        aria-label={words('chooseLogDir')}
        value={move.logDir}
        onChange={(event) => onEdit({ logDir: event.currentTarget.value })}
        data={[
          { value: '', label: words('chooseLogDir') },
          ...(logDirs ?? []).map((dir) => ({ value: dir.path, label: labelOf(dir) })),
        ]}
      />
      <ActionIcon aria-label={t('entryRemove', { key: chosen ?? '' })} onClick={onRemove}>
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
      {brokerId !== null && (
        <Input.Wrapper size="xs" label={t('moves')} labelElement="div" error={problem('moves')}>
          <div className={classes.entries}>
            {rows.map((row) => (
              <MoveRow
                key={`${brokerId}/${row.id}`}
                clusterId={clusterId}
                brokerId={brokerId}
                move={row.move}
                logDirs={data?.logDirs ?? null}
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
      )}
    </>
  );
}
