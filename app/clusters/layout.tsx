import { Shell } from '@/components/shell/shell';

export default function ClustersLayout({ children }: { readonly children: React.ReactNode }) {
  return <Shell>{children}</Shell>;
}
