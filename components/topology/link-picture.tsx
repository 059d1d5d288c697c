'use client';

import { useMemo, useState } from 'react';
import { TextLink } from '@/components/ui/text-link';
import { orderByLinks, type PictureLink } from './order-nodes';
import classes from './topology.module.css';

/** A row on either side of the picture. */
export interface PictureNode {
  readonly id: string;
  readonly name: string;
  readonly href?: string;
  /** Before the name. */
  readonly mark?: React.ReactNode;
  /** After the name, at the end of the row. */
  readonly note?: React.ReactNode;
}

export interface DrawnLink extends PictureLink {
  /** Drawn as a broken line. */
  readonly isLoose?: boolean;
}

interface LinkPictureProps {
  readonly label: string;
  readonly leftTitle: string;
  readonly rightTitle: string;
  readonly left: readonly PictureNode[];
  readonly right: readonly PictureNode[];
  readonly links: readonly DrawnLink[];
}

/** Height of a row in px; the style sheet has the same. */
const ROW = 28;
const WIDTH = 240;

type Side = 'left' | 'right';
type Chosen = { readonly side: Side; readonly id: string } | null;

function curve(fromPlace: number, toPlace: number): string {
  const [fromY, toY] = [(fromPlace + 0.5) * ROW, (toPlace + 0.5) * ROW];
  return `M0 ${fromY}C${WIDTH / 2} ${fromY} ${WIDTH / 2} ${toY} ${WIDTH} ${toY}`;
}

function touches(link: DrawnLink, chosen: Chosen): boolean {
  return chosen !== null && (chosen.side === 'left' ? link.from : link.to) === chosen.id;
}

/** Two lists of things and the links between them; pointing at one shows what it is linked to. */
export function LinkPicture({ label, leftTitle, rightTitle, left, right, links }: LinkPictureProps) {
  const [chosen, choose] = useState<Chosen>(null);
  const ordered = useMemo(() => orderByLinks(left, right, links), [left, right, links]);
  const drawn = useMemo(() => {
    const leftPlace = new Map(left.map(({ id }, place) => [id, place]));
    const rightPlace = new Map(ordered.map(({ id }, place) => [id, place]));
    return links.map((link) => ({
      link,
      path: curve(leftPlace.get(link.from) ?? 0, rightPlace.get(link.to) ?? 0),
    }));
  }, [left, ordered, links]);
  const near = useMemo(() => {
    const touched = links.filter((link) => touches(link, chosen));
    return {
      left: new Set(touched.map(({ from }) => from)),
      right: new Set(touched.map(({ to }) => to)),
    };
  }, [links, chosen]);
  const isDim = (side: Side, id: string) => chosen !== null && !near[side].has(id) && chosen.id !== id;
  const column = (side: Side, title: string, nodes: readonly PictureNode[]) => (
    <NodeColumn
      title={title}
      nodes={nodes}
      isDim={(id) => isDim(side, id)}
      onChoose={(id) => choose(id === null ? null : { side, id })}
    />
  );
  return (
    <figure className={classes.picture} aria-label={label}>
      {column('left', leftTitle, left)}
      <svg
        className={classes.links}
        width={WIDTH}
        height={Math.max(left.length, ordered.length) * ROW}
        viewBox={`0 0 ${WIDTH} ${Math.max(1, left.length, ordered.length) * ROW}`}
        aria-hidden="true"
      >
        {drawn.map(({ link, path }) => (
          <path
            key={`${link.from}\n${link.to}`}
            d={path}
            data-loose={link.isLoose || undefined}
            data-state={chosen === null ? undefined : touches(link, chosen) ? 'lit' : 'dim'}
          />
        ))}
      </svg>
      {column('right', rightTitle, ordered)}
    </figure>
  );
}

interface NodeColumnProps {
  readonly title: string;
  readonly nodes: readonly PictureNode[];
  readonly isDim: (id: string) => boolean;
  readonly onChoose: (id: string | null) => void;
}

function NodeColumn({ title, nodes, isDim, onChoose }: NodeColumnProps) {
  return (
    <div className={classes.side}>
      <h3 className={classes.sideTitle}>{title}</h3>
      <ul className={classes.nodes} onPointerLeave={() => onChoose(null)}>
        {nodes.map(({ id, name, href, mark, note }) => (
          <li
            key={id}
            className={classes.node}
            data-dim={isDim(id) || undefined}
            onPointerEnter={() => onChoose(id)}
            onFocus={() => onChoose(id)}
            onBlur={() => onChoose(null)}
          >
            {mark}
            {href === undefined ? (
              <span className={classes.name}>{name}</span>
            ) : (
              <TextLink href={href} className={classes.name}>
                {name}
              </TextLink>
            )}
            {note !== undefined && <span className={classes.nodeNote}>{note}</span>}
          </li>
        ))}
      </ul>
    </div>
  );
}
