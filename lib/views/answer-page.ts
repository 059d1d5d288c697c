import { type ListRequest, type ListShape, listPage } from './list-page';
import type { BrokerAnswer } from './view';

/** A page of what brokers were asked, as old as their answer. */
export function answerPage<Item extends { readonly id: string }>(
  shape: ListShape<Item>,
  { items, readAtMs, gaps }: BrokerAnswer<Item>,
  request: ListRequest,
) {
  return { ...listPage({ shape, items, request, round: null, gaps: [...gaps] }), capturedAtMs: readAtMs };
}
