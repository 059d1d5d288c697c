import { BrokersScreen } from '@/components/brokers/brokers-screen';

export default function Brokers() {
  return <BrokersScreen />;
}
