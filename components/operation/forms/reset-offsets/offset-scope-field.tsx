'use client';

import { ActionIcon, Input, SegmentedControl, TextInput } from '@mantine/core';
import { IconX } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslations } from 'use-intl';
import { formatNumberRuns } from '@/components/ui/format';
import { groupQuery } from '@/lib/client/queries';
import { parseNumberRuns } from '@/lib/domain/offset-reset/number-runs';
import { formatTopicScope, parseTopicScope, type TopicScope } from '@/lib/domain/offset-reset/topic-scope';
import type { OperationFormProps } from '../../fields/field-props';
import { TopicsField } from '../../fields/name-fields';
import classes from '../../operation.module.css';

const WHOLE = 'all';
const CHOSEN = 'chosen';

interface ScopeRowProps {
  readonly scope: TopicScope;
  readonly onEdit: (scope: TopicScope) => void;
  readonly onRemove: () => void;
}

/** A topic that is meant, and which partitions of it: empty for all. */
function ScopeRow({ scope, onEdit, onRemove }: ScopeRowProps) {
  const t = useTranslations('groupOperations.scope');
  const { topic, partitions } = scope;
  const [text, setText] = useState(() => (partitions === null ? '' : formatNumberRuns(partitions)));
  const parsed = text.trim() === '' ? null : parseNumberRuns(text);
  const isBroken = text.trim() !== '' && parsed === null;
  return (
    <div className={classes.entry}>
      <code className={classes.mono}>{topic}</code>
      <TextInput
        size="xs"
        aria-label={t('partitionsOf', { topic })}
        placeholder={t('allPartitions')}
        error={isBroken ? t('notPartitions') : undefined}
        value={text}
        onChange={(event) => {
          const next = event.currentTarget.value;
          setText(next);
          const numbers = next.trim() === '' ? null : parseNumberRuns(next);
          if (next.trim() === '' || numbers !== null) onEdit({ topic, partitions: numbers });
        }}
      />
      <ActionIcon aria-label={t('remove', { topic })} onClick={onRemove}>
        <IconX size={14} />
      </ActionIcon>
    </div>
  );
}

type ScopeFieldProps = Pick<OperationFormProps, 'clusterId' | 'search' | 'input' | 'onChange' | 'problem'> & {
  /** What is meant when nothing is chosen. */
  readonly whole: string;
};

/** Which partitions of which topics: all that the group committed, or topics and partitions that are chosen. */
export function OffsetScopeField({ clusterId, search, input, onChange, problem, whole }: ScopeFieldProps) {
  const t = useTranslations('groupOperations.scope');
  const group = typeof input.group === 'string' ? input.group : '';
  const { data } = useQuery({ ...groupQuery(clusterId, group), enabled: group !== '', retry: false });
  const texts = Array.isArray(input.topics) ? input.topics.map(String) : null;
  const scopes = (texts ?? []).flatMap((text) => parseTopicScope(text) ?? []);
  const take = (next: readonly TopicScope[]) => onChange({ topics: next.map(formatTopicScope) });
  const offered = (data?.topicDetails ?? []).filter(({ topic }) => !scopes.some((scope) => scope.topic === topic));
  return (
    <Input.Wrapper size="xs" label={t('label')} labelElement="div" error={problem('topics')}>
      <div className={classes.fields}>
        <div>
          <SegmentedControl
            size="xs"
            className={classes.choices}
            aria-label={t('label')}
            value={texts === null ? WHOLE : CHOSEN}
            onChange={(next) => onChange({ topics: next === WHOLE ? undefined : [] })}
            data={[
              { value: WHOLE, label: whole },
              { value: CHOSEN, label: t('chosen') },
            ]}
          />
        </div>
        {texts !== null && (
          <>
            <TopicsField
              clusterId={clusterId}
              search={search}
              field={{ name: 'scopeTopics', kind: 'texts', isRequired: false, isNullable: true, choices: [] }}
              value={scopes.map(({ topic }) => topic)}
              offered={offered.map(({ topic }) => topic)}
              onChange={(names) => {
                const wanted = (Array.isArray(names) ? names : []).flatMap(
                  (name) => parseTopicScope(String(name)) ?? [],
                );
                take(
                  wanted.map(
                    (one) => scopes.find(({ topic }) => one.partitions === null && topic === one.topic) ?? one,
                  ),
                );
              }}
              problem={undefined}
            />
            <div className={classes.entries}>
              {scopes.map((scope) => (
                <ScopeRow
                  key={scope.topic}
                  scope={scope}
                  onEdit={(next) => take(scopes.map((one) => (one.topic === next.topic ? next : one)))}
                  onRemove={() => take(scopes.filter(({ topic }) => topic !== scope.topic))}
                />
              ))}
            </div>
          </>
        )}
      </div>
    </Input.Wrapper>
  );
}
