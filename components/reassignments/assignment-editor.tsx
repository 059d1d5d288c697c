'use client';

import { Button, FileButton, Textarea } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslations } from 'use-intl';
import { brokersQuery } from '@/lib/client/queries';
import { readTopicPartitions } from '@/lib/client/read-topic-partitions';
import {
  formatReassignmentJson,
  parseReassignmentJson,
  type ReassignmentJsonError,
} from '@/lib/domain/assignment-plan/reassignment-json';
import { AssignmentMatrix } from './assignment-matrix';
import type { AssignmentEntry, GoalDraft } from './reassign-goal';
import classes from './reassignments.module.css';
import { TopicPicker } from './topic-picker';

interface AssignmentEditorProps {
  readonly clusterId: string;
  readonly goal: GoalDraft;
  readonly onChange: (goal: GoalDraft) => void;
  readonly problem: string | undefined;
}

/** Above it the text is not worth editing, and the matrix alone is shown. */
const MOST_AS_TEXT = 2_000;
const MOST_BROKERS = 500;

/** Replicas by hand: of topics as they lie now, changed in the matrix or as text, or from a file of Kafka's own tool. */
export function AssignmentEditor({ clusterId, goal, onChange, problem }: AssignmentEditorProps) {
  const t = useTranslations('reassignments.editor');
  const assignment = goal.assignment ?? [];
  const brokers = useQuery(brokersQuery(clusterId, { limit: MOST_BROKERS }));
  const brokerIds = (brokers.data?.items ?? []).map(({ brokerId }) => brokerId);
  const [draft, setDraft] = useState<string | null>(null);
  const [errors, setErrors] = useState<readonly ReassignmentJsonError[]>([]);
  const [failure, setFailure] = useState<string | null>(null);
  const set = (entries: readonly AssignmentEntry[]) => {
    setDraft(null);
    setErrors([]);
    onChange({ kind: 'exact', ...(entries.length === 0 ? {} : { assignment: entries }) });
  };
  const readText = (text: string) => {
    const parsed = parseReassignmentJson(text);
    if (parsed.errors.length > 0) {
      setDraft(text);
      setErrors(parsed.errors);
    } else set(parsed.entries.map(({ topic, partition, replicas }) => ({ topic, partition, replicas: [...replicas] })));
  };
  const addTopic = (topic: string) => {
    setFailure(null);
    readTopicPartitions(clusterId, topic).then(
      (partitions) => {
        const added = partitions.map(({ partition, replicas }) => ({ topic, partition, replicas: [...replicas] }));
        set([...assignment.filter((entry) => entry.topic !== topic), ...added]);
      },
      (error: Error) => setFailure(error.message),
    );
  };
  const told = errors.map((error) => describeError(error, t)).join(' ');
  const message = failure ?? (told === '' ? problem : told);
  const written = assignment.length > 0 && assignment.length <= MOST_AS_TEXT ? formatReassignmentJson(assignment) : '';
  return (
    <div className={classes.editor}>
      <TopicPicker clusterId={clusterId} onPick={addTopic} />
      <div className={classes.files}>
        <FileButton accept="application/json,.json" onChange={(file) => void file?.text().then(readText)}>
          {(props) => <Button {...props}>{t('openFile')}</Button>}
        </FileButton>
        {assignment.length > 0 && <Button onClick={() => set([])}>{t('clear')}</Button>}
      </div>
      <AssignmentMatrix
        brokerIds={brokerIds}
        label={t('matrix')}
        rows={assignment.map(({ topic, partition, replicas }) => ({ topic, partition, from: null, to: replicas }))}
        onEdit={(index, replicas) =>
          set(assignment.map((entry, at) => (at === index ? { ...entry, replicas: [...replicas] } : entry)))
        }
      />
      <Textarea
        size="xs"
        label={t('text')}
        description={t('textHint')}
        value={draft ?? written}
        onChange={(event) => setDraft(event.currentTarget.value)}
        onBlur={() => draft !== null && readText(draft)}
        autosize
        minRows={3}
        maxRows={12}
        spellCheck={false}
        ff="monospace"
        {...(message === undefined ? {} : { error: message })}
      />
    </div>
  );
}

function describeError(
  error: ReassignmentJsonError,
  t: ReturnType<typeof useTranslations<'reassignments.editor'>>,
): string {
  switch (error.code) {
    case 'not_json':
      return t('error.not_json', { message: error.message });
    case 'unsupported_version':
      return t('error.unsupported_version', { version: error.version });
    case 'no_entries':
      return t('error.no_entries', { field: error.field });
    case 'invalid_entry':
      return t('error.invalid_entry', { entry: error.entry + 1, field: error.field });
  }
}
