'use client';

import { Button } from '@mantine/core';
import { IconRefresh } from '@tabler/icons-react';
import { useTranslations } from 'use-intl';
import type { Messages } from '@/lib/i18n/en/catalogue';
import { errorHelpHref } from '@/lib/i18n/error-help';
import classes from './message-state.module.css';
import { StatusShape } from './status-badge';
import { TextLink } from './text-link';

type ShownCode = keyof Messages['errorCode'];

/** What a failure carries when it comes from the API. */
interface CodedError {
  readonly code: string;
  readonly message: string;
  readonly requestId?: string | null;
}

function isCoded(error: unknown): error is CodedError {
  return typeof error === 'object' && error !== null && 'code' in error && typeof error.code === 'string';
}

interface ErrorStateProps {
  readonly error: unknown;
  readonly onRetry?: () => void;
  readonly isRetrying?: boolean;
  readonly action?: React.ReactNode;
}

/** A failure in three parts: what happened, why, what to do; with its code for the handbook and the log. */
export function ErrorState({ error, onRetry, isRetrying = false, action }: ErrorStateProps) {
  const t = useTranslations();
  const code = isCoded(error) ? error.code : 'internal';
  const shown: ShownCode = t.has(`errorCode.${code}.title` as 'errorCode.internal.title')
    ? (code as ShownCode)
    : 'internal';
  const message = error instanceof Error ? error.message : isCoded(error) ? error.message : String(error);
  const requestId = isCoded(error) ? error.requestId : null;
  return (
    <div className={classes.state} role="alert">
      <p className={classes.title}>
        <StatusShape tone="stopped" />
        {t(`errorCode.${shown}.title`)}
      </p>
      <div className={classes.body}>
        <p className={classes.message}>{message}</p>
        <p>{t(`errorCode.${shown}.advice`)}</p>
      </div>
      <div className={classes.facts}>
        <span>
          {t('ui.error.code')} <code>{code}</code>
        </span>
        {requestId !== null && requestId !== undefined && (
          <span>
            {t('ui.error.requestId')} <code>{requestId}</code>
          </span>
        )}
      </div>
      <div className={classes.actions}>
        {onRetry !== undefined && (
          <Button leftSection={<IconRefresh size={14} />} onClick={onRetry} loading={isRetrying}>
            {t('ui.retry')}
          </Button>
        )}
        {action}
        <TextLink href={errorHelpHref(shown)}>{t('ui.error.help')}</TextLink>
      </div>
    </div>
  );
}
