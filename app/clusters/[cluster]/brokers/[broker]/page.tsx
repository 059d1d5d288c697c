import { BrokerScreen } from '@/components/brokers/broker-screen';

export default function Broker() {
  return <BrokerScreen />;
}
