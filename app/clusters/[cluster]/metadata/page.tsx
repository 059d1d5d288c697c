import { MetadataScreen } from '@/components/metadata/metadata-screen';

export default function Metadata() {
  return <MetadataScreen />;
}
