import { GroupScreen } from '@/components/groups/group-screen';

export default function GroupPage() {
  return <GroupScreen />;
}
