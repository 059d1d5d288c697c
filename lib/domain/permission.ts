/** Everything one may be allowed to do, `noun:verb`. Closed by default: who holds none may do nothing. */
export const PERMISSIONS = [
  'cluster:view',
  'broker:view',
  'topic:view',
  'group:view',
  'lag:view',
  'metrics:view',
  'operation:view',
  'audit:view',
  'topic:create',
  'topic:delete',
  'topic:config.alter',
  'topic:partitions.add',
  'topic:records.delete',
  'group:offsets.reset',
  'group:offsets.delete',
  'group:delete',
  'group:member.remove',
  'broker:config.alter',
  'broker:unregister',
  'reassign:execute',
  'reassign:throttle',
  'reassign:cancel',
  'election:run',
  'alert:view',
  'alert:edit',
  'alert:silence',
  'notifier:edit',
  'notifier:test',
  'objective:edit',
] as const;

export type Permission = (typeof PERMISSIONS)[number];

/** Who asks. `collector` is Highwater itself, by a policy that somebody set. `open` is everybody on a loopback address with sign-in switched off; `token` and `session` showed the admin token. */
export interface Principal {
  readonly kind: 'open' | 'token' | 'session' | 'collector';
  /** Name for logs and the user menu. */
  readonly name: string;
  readonly permissions: ReadonlySet<Permission>;
}

/** A principal with every permission. */
export function fullPrincipal(kind: Principal['kind'], name: string): Principal {
  return { kind, name, permissions: new Set(PERMISSIONS) };
}

/** Whether the principal holds the permission. */
export function isPermitted(principal: Principal, permission: Permission): boolean {
  return principal.permissions.has(permission);
}
