'use client';

import { Button, PasswordInput } from '@mantine/core';
import { useSearchParams } from 'next/navigation';
import { type FormEvent, useState } from 'react';
import { useTranslations } from 'use-intl';
import { ApiProblem } from '@/lib/client/api';
import { parseNextPath } from '@/lib/client/next-path';
import { startSession } from '@/lib/client/session';
import { PlainFrame } from './plain-frame';
import classes from './sign-in-screen.module.css';

function useSignIn() {
  const t = useTranslations('signIn');
  const search = useSearchParams();
  const [isBusy, setIsBusy] = useState(false);
  const [error, setError] = useState<string | null>(null);
  const signIn = async (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    const token = new FormData(event.currentTarget).get('token');
    if (typeof token !== 'string' || token.trim() === '') {
      setError(t('empty'));
      return;
    }
    setIsBusy(true);
    setError(null);
    try {
      await startSession(token.trim());
      window.location.assign(parseNextPath(search.get('next')));
    } catch (problem) {
      const isWrong = problem instanceof ApiProblem && problem.code === 'unauthenticated';
      const message = problem instanceof Error ? problem.message : String(problem);
      setError(isWrong ? t('wrong') : t('failed', { message }));
      setIsBusy(false);
    }
  };
  return { isBusy, error, signIn };
}

/** Shows the admin token to the server and gets a session cookie for it. */
export function SignInScreen() {
  const t = useTranslations('signIn');
  const { isBusy, error, signIn } = useSignIn();
  return (
    <PlainFrame>
      <form className={classes.form} onSubmit={(event) => void signIn(event)} noValidate>
        <h1 className={classes.title}>{t('title')}</h1>
        <PasswordInput
          name="token"
          label={t('token')}
          description={t('where')}
          error={error}
          size="sm"
          autoComplete="current-password"
          autoFocus
          required
          withAsterisk={false}
          inputWrapperOrder={['label', 'input', 'error', 'description']}
          visibilityToggleButtonProps={{ 'aria-label': t('showToken') }}
        />
        <Button type="submit" variant="filled" size="sm" loading={isBusy} fullWidth>
          {t('submit')}
        </Button>
      </form>
    </PlainFrame>
  );
}
