import { TopicScreen } from '@/components/topics/topic-screen';

export default function Topic() {
  return <TopicScreen />;
}
