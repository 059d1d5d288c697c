/** Why a figure is not known. */
export type UnknownReason =
  | 'never_read'
  | 'no_commit'
  | 'no_leader'
  | 'stale'
  | 'topic_gone'
  | 'not_permitted'
  | 'not_measured';

/** A figure that may not be known: unknown is never a number. `last` is what was known before, with the epoch ms of its reading. */
export type Measured =
  | { readonly known: true; readonly value: number }
  | {
      readonly known: false;
      readonly reason: UnknownReason;
      readonly last?: { readonly value: number; readonly atMs: number };
    };

export function known(value: number): Measured {
  return { known: true, value };
}

export function unknown(reason: UnknownReason, last?: { value: number; atMs: number }): Measured {
  return last === undefined ? { known: false, reason } : { known: false, reason, last };
}
