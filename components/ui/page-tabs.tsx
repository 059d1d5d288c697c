'use client';

import { Tabs } from '@mantine/core';
import { parseAsString, useQueryState } from 'nuqs';
import classes from './page-tabs.module.css';

interface PageTab {
  readonly id: string;
  readonly label: string;
  /** How many things the tab holds; left out when not known. */
  readonly count?: React.ReactNode;
  readonly render: () => React.ReactNode;
}

/** Tabs of a screen, the chosen one in the address (`?tab=`). The first is the usual one. Only the open tab is in the page. */
export function PageTabs({ tabs, label }: { readonly tabs: readonly PageTab[]; readonly label: string }) {
  const ids = tabs.map(({ id }) => id);
  const first = ids[0] ?? '';
  const [chosen, setChosen] = useQueryState('tab', parseAsString.withOptions({ history: 'push' }));
  // A tab may come only with the data: until then, and for one that is not there, the first stands open.
  const open = chosen !== null && ids.includes(chosen) ? chosen : first;
  return (
    <Tabs
      value={open}
      onChange={(id) => void setChosen(id === first ? null : id)}
      keepMounted={false}
      classNames={{ root: classes.root, list: classes.list, tab: classes.tab, panel: classes.panel }}
    >
      <Tabs.List aria-label={label}>
        {tabs.map((tab) => (
          <Tabs.Tab key={tab.id} value={tab.id}>
            {tab.label}
            {tab.count !== undefined && <span className={classes.count}>{tab.count}</span>}
          </Tabs.Tab>
        ))}
      </Tabs.List>
      {tabs.map((tab) => (
        <Tabs.Panel key={tab.id} value={tab.id}>
          {tab.id === open && tab.render()}
        </Tabs.Panel>
      ))}
    </Tabs>
  );
}
