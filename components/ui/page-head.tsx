'use client';

import { CopyButton } from './copy-button';
import { Glossed } from './glossed';
import classes from './page-head.module.css';
import { TextLink } from './text-link';
import { usePageTitle } from './use-page-title';

export interface PageFigure {
  /** Stable within the strip. */
  readonly id: string;
  readonly label: React.ReactNode;
  readonly value: React.ReactNode;
  /** Every number is a door. */
  readonly href?: string;
  readonly tone?: 'ok' | 'slow' | 'stalled' | 'stopped' | 'unknown';
}

interface PageHeadProps {
  /** What kind of thing this is: "Topic". On lists the only title. */
  readonly noun: string;
  /** The list that the noun leads back to. */
  readonly nounHref?: string;
  readonly name?: string;
  /** Names are set in mono: topics, groups, brokers. */
  readonly isNameMono?: boolean;
  /** What stands beside the name: status, tags. */
  readonly badges?: React.ReactNode;
  /** What the copy button copies; needs `name`. */
  readonly copyValue?: string;
  /** At most six. */
  readonly figures?: readonly PageFigure[];
  readonly actions?: React.ReactNode;
}

/** Head of every screen: noun and name, copy, key figures in one strip, actions at the right. */
export function PageHead(props: PageHeadProps) {
  usePageTitle(props.name === undefined ? props.noun : `${props.name} · ${props.noun}`);
  const { noun, nounHref, name, isNameMono = false, badges, copyValue, figures = [], actions } = props;
  return (
    <header className={classes.head}>
      <div className={classes.titleRow}>
        <div className={classes.title}>
          {name !== undefined && (
            <p className={classes.noun}>
              {nounHref === undefined ? noun : <TextLink href={nounHref}>{noun}</TextLink>}
            </p>
          )}
          <div className={classes.nameRow}>
            <h1 className={classes.name} data-mono={isNameMono || undefined}>
              {name ?? noun}
            </h1>
            {copyValue !== undefined && <CopyButton value={copyValue} name={name ?? noun} />}
            {badges}
          </div>
        </div>
        {actions !== undefined && <div className={classes.actions}>{actions}</div>}
      </div>
      {figures.length > 0 && <FigureStrip figures={figures} />}
    </header>
  );
}

/** A strip of figures, each with its label over it. */
function FigureStrip({ figures }: { readonly figures: readonly PageFigure[] }) {
  return (
    <dl className={classes.figures}>
      {figures.map((figure) => (
        <div key={figure.id} className={classes.figure}>
          <dt>
            <Glossed label={figure.label} />
          </dt>
          <dd data-tone={figure.tone}>
            {figure.href === undefined ? (
              figure.value
            ) : (
              <TextLink href={figure.href} c="inherit">
                {figure.value}
              </TextLink>
            )}
          </dd>
        </div>
      ))}
    </dl>
  );
}
