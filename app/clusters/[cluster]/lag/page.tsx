import { LagScreen } from '@/components/lag/lag-screen';

export default function LagPage() {
  return <LagScreen />;
}
