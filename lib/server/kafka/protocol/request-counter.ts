/** Requests and errors by API name. */
export class RequestCounter {
  private readonly requests = new Map<string, number>();
  private readonly errors = new Map<string, number>();

  get isEmpty(): boolean {
    return this.requests.size === 0 && this.errors.size === 0;
  }

  countRequest(apiName: string): void {
    add(this.requests, apiName, 1);
  }

  countError(apiName: string): void {
    add(this.errors, apiName, 1);
  }

  addAll(other: RequestCounter): void {
    for (const [apiName, count] of other.requests) add(this.requests, apiName, count);
    for (const [apiName, count] of other.errors) add(this.errors, apiName, count);
  }

  get requestCounts(): Record<string, number> {
    return Object.fromEntries(this.requests);
  }

  get errorCounts(): Record<string, number> {
    return Object.fromEntries(this.errors);
  }
}

function add(counts: Map<string, number>, apiName: string, count: number): void {
  counts.set(apiName, (counts.get(apiName) ?? 0) + count);
}
