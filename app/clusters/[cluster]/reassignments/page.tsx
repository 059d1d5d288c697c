import { ReassignmentsScreen } from '@/components/reassignments/reassignments-screen';

export default function Reassignments() {
  return <ReassignmentsScreen />;
}
