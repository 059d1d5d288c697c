'use client';

import { Button, Text } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useTranslations } from 'use-intl';
import { paths } from '@/lib/client/paths';
import { endSession, sessionQuery } from '@/lib/client/session';
import classes from './display-menu.module.css';

/** Who is signed in and the way out; nothing where sign-in is switched off. */
export function SessionSection() {
  const t = useTranslations('shell.display');
  const { data } = useQuery(sessionQuery());
  const principal = data?.principal;
  if (principal?.kind !== 'session') {
    return null;
  }
  const signOut = async () => {
    await endSession();
    window.location.assign(paths.signIn());
  };
  return (
    <div className={classes.session}>
      <Text size="xs" c="dimmed">
        {t('signedInAs', { name: principal.name })}
      </Text>
      <Button size="compact-xs" onClick={() => void signOut()}>
        {t('signOut')}
      </Button>
    </div>
  );
}
