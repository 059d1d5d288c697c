'use client';

import { useDisclosure } from '@mantine/hooks';
import dynamic from 'next/dynamic';
import { usePathname } from 'next/navigation';
import { useEffect, useState } from 'react';
import { useTranslations } from 'use-intl';
import { useLiveViews } from '@/lib/client/live';
import { usePathName } from '@/lib/client/use-path-name';
import { ClusterNav } from './cluster-nav';
import classes from './shell.module.css';
import { StaleBanner } from './stale-banner';
import { TopBar } from './top-bar';
import { useShellKeys } from './use-shell-keys';

const NavDrawer = dynamic(() => import('./nav-drawer').then((module) => module.NavDrawer), { ssr: false });
const Palette = dynamic(() => import('./palette').then((module) => module.Palette), { ssr: false });
const KeyList = dynamic(() => import('./key-list').then((module) => module.KeyList), { ssr: false });

/** The frame of every screen: top bar, the cluster's menu at the left, the screen. */
export function Shell({ children }: { readonly children: React.ReactNode }) {
  const t = useTranslations('shell');
  const clusterId = usePathName('cluster');
  const pathname = usePathname();
  const [isMenuOpen, menu] = useDisclosure(false);
  const [hasMenu, setHasMenu] = useState(false);
  const [isPaletteOpen, palette] = useDisclosure(false);
  const [isKeyListOpen, keyList] = useDisclosure(false);
  useLiveViews();
  useShellKeys({ clusterId, openPalette: palette.open, openKeyList: keyList.open });
  // biome-ignore lint/correctness/useExhaustiveDependencies: another screen closes the menu
  useEffect(() => menu.close(), [pathname]);
  return (
    <div className={classes.shell}>
      <a className={classes.skip} href="#content">
        {t('skip')}
      </a>
      <TopBar
        clusterId={clusterId}
        isMenuOpen={isMenuOpen}
        onMenu={() => {
          setHasMenu(true);
          menu.toggle();
        }}
        onSearch={palette.open}
        onKeys={keyList.open}
      />
      <div className={classes.below}>
        {clusterId !== null && (
          <div className={classes.nav}>
            <ClusterNav clusterId={clusterId} />
          </div>
        )}
        <main id="content" className={classes.main} tabIndex={-1}>
          <StaleBanner clusterId={clusterId} />
          {children}
        </main>
      </div>
      {clusterId !== null && hasMenu && <NavDrawer clusterId={clusterId} opened={isMenuOpen} onClose={menu.close} />}
      {isPaletteOpen && <Palette clusterId={clusterId} onClose={palette.close} onKeys={keyList.open} />}
      {isKeyListOpen && <KeyList onClose={keyList.close} />}
    </div>
  );
}
