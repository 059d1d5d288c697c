import { HomeScreen } from '@/components/clusters/home-screen';
import { Shell } from '@/components/shell/shell';

export default function Home() {
  return (
    <Shell>
      <HomeScreen />
    </Shell>
  );
}
