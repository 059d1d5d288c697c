import { ChangesScreen } from '@/components/changes/changes-screen';

export default function Changes() {
  return <ChangesScreen />;
}
