import { ChangeScreen } from '@/components/operation/change-screen';

export default function Change() {
  return <ChangeScreen />;
}
