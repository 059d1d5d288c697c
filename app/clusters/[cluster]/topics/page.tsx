import { TopicsScreen } from '@/components/topics/topics-screen';

export default function Topics() {
  return <TopicsScreen />;
}
