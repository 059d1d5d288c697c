import { TimelineScreen } from '@/components/timeline/timeline-screen';

export default function Timeline() {
  return <TimelineScreen />;
}
