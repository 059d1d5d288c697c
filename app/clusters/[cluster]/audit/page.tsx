import { AuditScreen } from '@/components/audit/audit-screen';

export default function Audit() {
  return <AuditScreen />;
}
