import { GroupList } from '@/components/groups/group-list';

export default function GroupsPage() {
  return <GroupList />;
}
