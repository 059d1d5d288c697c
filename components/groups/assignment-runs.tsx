'use client';

import { formatNumberRuns } from '@/components/ui/format';
import { TextLink } from '@/components/ui/text-link';
import { paths } from '@/lib/client/paths';
import classes from './groups.module.css';

type Assignment = readonly {
  readonly topic: string;
  readonly partitions: readonly number[];
}[];

/** Topics with their partitions as runs: `orders 0–3, 7`. */
export function assignmentText(assignment: Assignment): string {
  return assignment.map(({ topic, partitions }) => `${topic} ${formatNumberRuns(partitions)}`).join('; ');
}

export function isSameAssignment(a: Assignment, b: Assignment): boolean {
  const textOf = (assignment: Assignment) =>
    assignmentText(
      assignment.filter((one) => one.partitions.length > 0).toSorted((x, y) => (x.topic < y.topic ? -1 : 1)),
    );
  return textOf(a) === textOf(b);
}

/** What a member owns, a line per topic. */
export function AssignmentRuns({
  clusterId,
  assignment,
  none,
}: {
  clusterId: string;
  assignment: Assignment;
  none: string;
}) {
  const owned = assignment.filter((one) => one.partitions.length > 0);
  if (owned.length === 0) return <span className={classes.quiet}>{none}</span>;
  return (
    <ul className={classes.runs}>
      {owned.map(({ topic, partitions }) => (
        <li key={topic}>
          <TextLink href={paths.topic(clusterId, topic)} isMono>
            {topic}
          </TextLink>{' '}
          <span className={classes.quiet}>{formatNumberRuns(partitions)}</span>
        </li>
      ))}
    </ul>
  );
}
