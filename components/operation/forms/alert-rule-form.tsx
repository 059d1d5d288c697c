'use client';

import { MultiSelect } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useTranslations } from 'use-intl';
import { AlertTrialPanel } from '@/components/alerts/alert-trial-panel';
import classes from '@/components/alerts/alerts.module.css';
import type { OperationInput } from '@/lib/client/operations';
import { alertChannelsQuery } from '@/lib/client/queries';
import { ALERT_SUBJECTS, ALERT_UNITS, type AlertKind, USUAL_THRESHOLDS } from '@/lib/domain/alerts/alert-rule';
import { VERDICTS } from '@/lib/domain/verdict/verdicts';
import { FieldList } from '../fields/field-list';
import type { OperationFormProps } from '../fields/field-props';
import { TextField } from '../fields/plain-fields';
import { useFieldWords } from '../fields/use-field-words';

const MOST_CHANNELS = 100;
const BY_TOPIC: ReadonlySet<AlertKind> = new Set(['under-replicated', 'offline-partitions', 'reassignment-stuck']);
const BY_WINDOW: ReadonlySet<AlertKind> = new Set(['group-lag-growth', 'controller-flapping']);
const DEFAULTS = { pattern: '*', forSeconds: 120, severity: 'warning', noData: 'keep' } as const;

const textsOf = (value: unknown): string[] => (Array.isArray(value) ? value.map(String) : []);

function VerdictField({ input, onChange, problem }: OperationFormProps) {
  const words = useTranslations('verdict');
  const field = { name: 'verdicts', kind: 'texts', isRequired: true, isNullable: false, choices: [] } as const;
  return (
    <MultiSelect
      {...useFieldWords({ field, problem: problem('verdicts') })}
      data={VERDICTS.map((value) => ({ value, label: words(value) }))}
      value={textsOf(input.verdicts)}
      onChange={(verdicts) => onChange({ verdicts })}
      searchable
    />
  );
}

function ChannelsField({ clusterId, input, onChange, problem }: OperationFormProps) {
  const { data } = useQuery(alertChannelsQuery(clusterId, { limit: MOST_CHANNELS }));
  const field = { name: 'channels', kind: 'texts', isRequired: false, isNullable: false, choices: [] } as const;
  const chosen = textsOf(input.channels);
  const names = new Set([...(data?.items ?? []).map(({ channel }) => channel), ...chosen]);
  return (
    <MultiSelect
      {...useFieldWords({ field, problem: problem('channels') })}
      data={[...names]}
      value={chosen}
      onChange={(channels) => onChange({ channels })}
    />
  );
}

/** Which subjects: groups, brokers or log dirs by name, and topics where they matter. */
function PatternFields({ kind, ...props }: OperationFormProps & { readonly kind: AlertKind }) {
  const { clusterId, search, input, onChange, problem } = props;
  const subject = ALERT_SUBJECTS[kind];
  const hasTopics = BY_TOPIC.has(kind) || (subject === 'group' && kind !== 'group-verdict');
  return (
    <>
      {subject !== 'cluster' && (
        <TextField
          clusterId={clusterId}
          search={search}
          field={{ name: 'alertPattern', kind: 'text', isRequired: false, isNullable: false, choices: [] }}
          value={input.pattern ?? DEFAULTS.pattern}
          onChange={(pattern) => onChange({ pattern })}
          problem={problem('pattern')}
        />
      )}
      {hasTopics && <FieldList {...props} names={['topicPattern']} />}
    </>
  );
}

/** A rule: what is watched, when it fires, who is told; and when it would have fired. */
export function AlertRuleForm(given: OperationFormProps) {
  const t = useTranslations('alerts');
  const kind = typeof given.input.kind === 'string' ? (given.input.kind as AlertKind) : null;
  const threshold = kind === null ? undefined : USUAL_THRESHOLDS[kind];
  const usual = threshold === undefined ? {} : { threshold };
  const input: OperationInput = { ...DEFAULTS, ...usual, ...given.input };
  const props = { ...given, input };
  const hasThreshold = kind !== null && ALERT_UNITS[kind] !== 'state';
  return (
    <>
      <FieldList {...props} names={['rule', 'kind']} />
      {kind !== null && (
        <>
          <fieldset className={classes.group}>
            <legend className={classes.groupTitle}>{t('form.what')}</legend>
            <p className={classes.lead}>{t(`kindLead.${kind}`)}</p>
            <PatternFields {...props} kind={kind} />
            {kind === 'group-verdict' && <VerdictField {...props} />}
          </fieldset>
          <fieldset className={classes.group}>
            <legend className={classes.groupTitle}>{t('form.when')}</legend>
            <div className={classes.pair}>
              {hasThreshold && <FieldList {...props} names={['threshold', 'resolveThreshold']} />}
              {BY_WINDOW.has(kind) && <FieldList {...props} names={['windowSeconds']} />}
              <FieldList {...props} names={['forSeconds', 'keepSeconds', 'noData']} />
            </div>
            <AlertTrialPanel clusterId={props.clusterId} kind={kind} input={props.input} />
          </fieldset>
          <fieldset className={classes.group}>
            <legend className={classes.groupTitle}>{t('form.told')}</legend>
            <FieldList {...props} names={['severity']} />
            <ChannelsField {...props} />
            <FieldList {...props} names={['note', 'labels']} />
          </fieldset>
        </>
      )}
    </>
  );
}
