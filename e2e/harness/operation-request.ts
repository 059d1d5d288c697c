interface OperationPreview {
  readonly input: unknown;
  /** Null when it was refused. */
  readonly fingerprint: string | null;
}

interface OperationRun {
  readonly runId: string;
  readonly state: string;
}

async function post<Answer>(url: string, body: object): Promise<Answer> {
  const headers = { 'content-type': 'application/json' };
  const answer = await fetch(url, { method: 'POST', headers, body: JSON.stringify(body) });
  if (!answer.ok) throw new Error(`${url} answers ${answer.status}: ${await answer.text()}`);
  return (await answer.json()) as Answer;
}

/** What an operation would do; `clusterUrl` is the cluster's address in the API. */
export async function previewOperation(
  clusterUrl: string,
  operation: string,
  input: object,
): Promise<OperationPreview> {
  return post(`${clusterUrl}/operations/${operation}`, { input, dryRun: true });
}

/** Previews an operation and executes just that. */
export async function executeOperation(clusterUrl: string, operation: string, input: object): Promise<OperationRun> {
  const preview = await previewOperation(clusterUrl, operation, input);
  const { fingerprint } = preview;
  return post(`${clusterUrl}/operations/${operation}`, { input: preview.input, fingerprint });
}
