import { TopologyScreen } from '@/components/topology/topology-screen';

export default function Topology() {
  return <TopologyScreen />;
}
