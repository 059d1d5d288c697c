import { RunScreen } from '@/components/changes/run-screen';

export default function Run() {
  return <RunScreen />;
}
