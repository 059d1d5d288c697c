'use client';

import { Textarea } from '@mantine/core';
import { useState } from 'react';
import { useTranslations } from 'use-intl';
import { parseTopicLines } from '@/lib/operations/topics/parse-topic-lines';
import type { OperationFormProps } from '../fields/field-props';
import classes from '../operation.module.css';
import { useOperationWords } from '../operation-words';

const MOST_PROBLEMS = 5;

interface GivenTopic {
  readonly topic: string;
  readonly partitionCount: number | null;
  readonly replicationFactor: number | null;
  readonly configs?: Readonly<Record<string, string>>;
}

function writeLines(topics: unknown): string {
  const given = Array.isArray(topics) ? (topics as readonly GivenTopic[]) : [];
  return given
    .map(({ topic, partitionCount, replicationFactor, configs }) => {
      const policy = configs?.['cleanup.policy']?.replace(',', '+');
      return [topic, partitionCount ?? '', replicationFactor ?? '', ...(policy === undefined ? [] : [policy])].join(
        ':',
      );
    })
    .join('\n');
}

/** Topics from pasted lines; what of them does not parse is told while one types. */
export function CreateTopicsForm({ input, onChange, problem }: OperationFormProps) {
  const t = useTranslations('changes.createTopics');
  const words = useOperationWords();
  const [text, setText] = useState(() => writeLines(input.topics));
  const { topics, problems } = parseTopicLines(text);
  const told = problems.slice(0, MOST_PROBLEMS).map(({ entry, problem: what }) => t(`problem.${what}`, { entry }));
  const error = told.length > 0 ? told.join('; ') : problem('topics');
  return (
    <>
      <Textarea
        size="xs"
        label={words.field('topicLines')}
        description={words.fieldHint('topicLines')}
        error={error}
        placeholder={'orders:12:3\naudit:1:3:compact'}
        value={text}
        onChange={(event) => {
          setText(event.currentTarget.value);
          const parsed = parseTopicLines(event.currentTarget.value);
          // Lines that do not parse must not be left out in silence: without topics the server refuses.
          const isWhole = parsed.problems.length === 0 && parsed.topics.length > 0;
          onChange({ topics: isWhole ? parsed.topics : undefined });
        }}
        autosize
        minRows={6}
        maxRows={20}
        spellCheck={false}
        withAsterisk
        classNames={{ input: classes.mono }}
      />
      <span className={classes.quiet} aria-live="polite">
        {t('found', { count: topics.length })}
      </span>
    </>
  );
}
