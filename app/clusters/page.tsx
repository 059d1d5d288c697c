import { ClustersScreen } from '@/components/clusters/clusters-screen';

export default function Clusters() {
  return <ClustersScreen />;
}
