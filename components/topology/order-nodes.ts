/** A link of the picture, by the ids of its ends. */
export interface PictureLink {
  readonly from: string;
  readonly to: string;
}

/**
 * The right side in the order of the mean place of what each is linked to on the left, so that few links cross; nodes
 * with the same mean keep their order.
 */
export function orderByLinks<Node extends { readonly id: string }>(
  left: readonly { readonly id: string }[],
  right: readonly Node[],
  links: readonly PictureLink[],
): readonly Node[] {
  const placeOf = new Map(left.map(({ id }, place) => [id, place]));
  const sums = new Map<string, { total: number; count: number }>();
  for (const { from, to } of links) {
    const place = placeOf.get(from);
    if (place === undefined) continue;
    const sum = sums.get(to) ?? { total: 0, count: 0 };
    sums.set(to, { total: sum.total + place, count: sum.count + 1 });
  }
  const meanOf = (id: string) => {
    const sum = sums.get(id);
    return sum === undefined ? Number.POSITIVE_INFINITY : sum.total / sum.count;
  };
  return [...right].sort((one, other) => {
    const [mean, otherMean] = [meanOf(one.id), meanOf(other.id)];
    return mean === otherMean ? 0 : mean - otherMean;
  });
}
