'use client';

import { CrashedScreen } from '@/components/shell/crashed-screen';

export default function RouteError(props: { readonly error: Error & { digest?: string }; readonly reset: () => void }) {
  return <CrashedScreen {...props} />;
}
