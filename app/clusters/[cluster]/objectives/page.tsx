import { ObjectivesScreen } from '@/components/objectives/objectives-screen';

export default function Objectives() {
  return <ObjectivesScreen />;
}
