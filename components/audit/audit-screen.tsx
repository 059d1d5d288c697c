'use client';
export function AuditScreen() {
  return null;
}
