import { OverviewScreen } from '@/components/overview/overview-screen';

export default function Overview() {
  return <OverviewScreen />;
}
