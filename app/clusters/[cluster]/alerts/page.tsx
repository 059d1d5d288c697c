import { AlertsScreen } from '@/components/alerts/alerts-screen';

export default function Alerts() {
  return <AlertsScreen />;
}
