/** How a partition is called in changes and outcomes. */
export function partitionName(topic: string, partition: number): string {
  return `${topic}-${partition}`;
}
