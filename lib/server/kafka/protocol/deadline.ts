/** Thrown by `beforeDeadline` alone. */
export class DeadlinePassed extends Error {
  constructor() {
    super('deadline passed');
    this.name = 'DeadlinePassed';
  }
}

/** The promise's outcome, or DeadlinePassed when it is not there by then; a late failure is swallowed. */
export function beforeDeadline<T>(promise: Promise<T>, deadlineMs: number): Promise<T> {
  return new Promise((resolve, reject) => {
    const timer = setTimeout(() => reject(new DeadlinePassed()), Math.max(0, deadlineMs - Date.now()));
    promise.then(resolve, reject).finally(() => clearTimeout(timer));
  });
}
